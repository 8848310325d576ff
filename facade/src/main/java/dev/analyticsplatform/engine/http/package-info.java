/**
 * One vendor endpoint over HTTP: authentication, retry, deadlines, size limits, error translation and redaction around
 * any Retrofit interface. It knows no vendor and no generated type. Not part of the public API.
 *
 * <p>A call of the user goes through two OkHttp clients. The outer one carries the user's application interceptors and
 * ends in {@link dev.analyticsplatform.engine.http.RetryInterceptor}, which makes one call of the inner client for each
 * attempt. So an attempt can be given up without giving up the call, and nothing that OkHttp would do between attempts
 * (redirects, resending) has a place to happen.
 */
@NullMarked
package dev.analyticsplatform.engine.http;

import org.jspecify.annotations.NullMarked;
