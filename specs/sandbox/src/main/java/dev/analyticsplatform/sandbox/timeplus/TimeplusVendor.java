package dev.analyticsplatform.sandbox.timeplus;

import dev.analyticsplatform.sandbox.vendor.SandboxVendor;
import dev.analyticsplatform.sandbox.vendor.VendorService;
import dev.analyticsplatform.sandbox.vendor.VendorSetup;

/**
 * Timeplus as a sandbox: {@code Sandbox.start("timeplus")}.
 *
 * <p>Any workspace id may stand before {@code /api}, or none. The sandbox's keys are API keys, and also passwords of
 * the user {@code admin}, as self-hosted installations know no keys. Any of them may do anything.
 */
public final class TimeplusVendor implements SandboxVendor {
    /** Made by the service loader. */
    public TimeplusVendor() {}

    @Override
    public String name() {
        return "timeplus";
    }

    @Override
    public VendorService open(VendorSetup setup) {
        return new TimeplusService(setup);
    }
}
