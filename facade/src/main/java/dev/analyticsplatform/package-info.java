/**
 * One API over five real-time analytics platforms. Start at {@link dev.analyticsplatform.AnalyticsPlatform#open}.
 *
 * <p>Everything a program needs is in this package. The packages below it are the machinery: {@code driver} is what an
 * adapter implements, {@code engine} is what all adapters share, and each vendor has a package of its own.
 *
 * <p>Unless a type says otherwise: values are immutable, nothing accepts or returns null, and every failure is an
 * {@link dev.analyticsplatform.AnalyticsException}.
 */
@NullMarked
package dev.analyticsplatform;

import org.jspecify.annotations.NullMarked;
