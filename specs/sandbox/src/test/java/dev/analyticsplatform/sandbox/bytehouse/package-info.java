@NullMarked
package dev.analyticsplatform.sandbox.bytehouse;

import org.jspecify.annotations.NullMarked;
