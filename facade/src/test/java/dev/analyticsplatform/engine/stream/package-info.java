@NullMarked
package dev.analyticsplatform.engine.stream;

import org.jspecify.annotations.NullMarked;
