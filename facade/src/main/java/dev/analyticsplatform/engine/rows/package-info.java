/** Rows off the wire: a streaming reader of JSON answers in bounded memory, and pages strung together. */
@NullMarked
package dev.analyticsplatform.engine.rows;

import org.jspecify.annotations.NullMarked;
