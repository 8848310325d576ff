/** Short programs that show the library at work; the build runs them on the sandbox. */
@NullMarked
package dev.analyticsplatform.samples;

import org.jspecify.annotations.NullMarked;
