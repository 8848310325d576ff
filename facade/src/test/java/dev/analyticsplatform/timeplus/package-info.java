@NullMarked
package dev.analyticsplatform.timeplus;

import org.jspecify.annotations.NullMarked;
