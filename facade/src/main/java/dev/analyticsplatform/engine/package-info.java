/**
 * What all adapters share: HTTP with retry, deadlines and limits, error translation, the streaming row reader, polling.
 * It knows no vendor. Not part of the public API.
 */
@NullMarked
package dev.analyticsplatform.engine;

import org.jspecify.annotations.NullMarked;
