@NullMarked
package dev.analyticsplatform.bytehouse;

import org.jspecify.annotations.NullMarked;
