/** ByteHouse's public API as a sandbox. */
@NullMarked
package dev.analyticsplatform.sandbox.bytehouse;

import org.jspecify.annotations.NullMarked;
