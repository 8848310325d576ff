@NullMarked
package dev.analyticsplatform;

import org.jspecify.annotations.NullMarked;
