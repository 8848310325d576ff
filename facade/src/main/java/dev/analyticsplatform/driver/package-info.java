/**
 * What an adapter implements: small interfaces behind the portable classes of {@link dev.analyticsplatform}. Argument
 * checks, capability checks, paging, polling, retry and error translation stand in front of them, so a driver only
 * builds a request, calls, and maps the answer. Programs that use the library need nothing from here.
 */
@NullMarked
package dev.analyticsplatform.driver;

import org.jspecify.annotations.NullMarked;
