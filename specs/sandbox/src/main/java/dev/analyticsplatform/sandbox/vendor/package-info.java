/**
 * What a vendor's sandbox is made of: implement {@link dev.analyticsplatform.sandbox.vendor.SandboxVendor}, register it
 * as a service, and {@link dev.analyticsplatform.sandbox.Sandbox} serves it.
 */
@NullMarked
package dev.analyticsplatform.sandbox.vendor;

import org.jspecify.annotations.NullMarked;
