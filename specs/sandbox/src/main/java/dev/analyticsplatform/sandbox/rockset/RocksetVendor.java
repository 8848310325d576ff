package dev.analyticsplatform.sandbox.rockset;

import dev.analyticsplatform.sandbox.vendor.SandboxVendor;
import dev.analyticsplatform.sandbox.vendor.VendorService;
import dev.analyticsplatform.sandbox.vendor.VendorSetup;

/**
 * Rockset as a sandbox: {@code Sandbox.start("rockset")}.
 *
 * <p>It starts with the workspace {@code commons}, one virtual instance named {@code main}, and one user who owns the
 * keys that the sandbox was given. Any valid key may do anything.
 */
public final class RocksetVendor implements SandboxVendor {
    /** Made by the service loader. */
    public RocksetVendor() {}

    @Override
    public String name() {
        return "rockset";
    }

    @Override
    public VendorService open(VendorSetup setup) {
        return new RocksetService(setup);
    }
}
