/** Plain resources told as data: create, read, list, update and delete without code of their own. */
@NullMarked
package dev.analyticsplatform.sandbox.store;

import org.jspecify.annotations.NullMarked;
