/** Timeplus's REST API v1beta2 as a sandbox; one class a tag of its document. */
@NullMarked
package dev.analyticsplatform.sandbox.timeplus;

import org.jspecify.annotations.NullMarked;
