/**
 * Messages off a connection that stays open: server-sent events and websockets. The caller's thread pulls; nothing is
 * gathered ahead of it beyond a small buffer, so a slow consumer slows the sender. Not part of the public API.
 */
@NullMarked
package dev.analyticsplatform.engine.stream;

import org.jspecify.annotations.NullMarked;
