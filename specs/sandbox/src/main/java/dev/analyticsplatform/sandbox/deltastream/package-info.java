/** DeltaStream's control plane and data plane as a sandbox. */
@NullMarked
package dev.analyticsplatform.sandbox.deltastream;

import org.jspecify.annotations.NullMarked;
