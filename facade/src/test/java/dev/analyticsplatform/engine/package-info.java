@NullMarked
package dev.analyticsplatform.engine;

import org.jspecify.annotations.NullMarked;
