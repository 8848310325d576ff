@NullMarked
package dev.analyticsplatform.deltastream;

import org.jspecify.annotations.NullMarked;
