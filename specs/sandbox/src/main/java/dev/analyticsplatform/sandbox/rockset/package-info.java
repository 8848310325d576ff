/**
 * Rockset's REST API v1 as a sandbox; one class a tag of its document.
 *
 * <p>Not modelled: access control beyond the validity of a key, rate limits, data from sources and integrations (they
 * are kept and have states, but nothing is fetched), the execution of scheduled lambdas, and the effect of the size of
 * a virtual instance.
 */
@NullMarked
package dev.analyticsplatform.sandbox.rockset;

import org.jspecify.annotations.NullMarked;
