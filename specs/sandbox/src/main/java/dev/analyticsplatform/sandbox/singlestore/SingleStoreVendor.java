package dev.analyticsplatform.sandbox.singlestore;

import dev.analyticsplatform.sandbox.vendor.SandboxVendor;
import dev.analyticsplatform.sandbox.vendor.VendorService;
import dev.analyticsplatform.sandbox.vendor.VendorSetup;

/**
 * SingleStore as a sandbox: {@code Sandbox.start("singlestore")}.
 *
 * <p>The sandbox's address is that of the Management API. It starts with one workspace group and one workspace, both
 * named {@code sandbox} and active; the workspace's {@code endpoint} is the address of its Data API, where the database
 * user {@code admin} has the sandbox's key as password. Any valid key, and any database user, may do anything.
 */
public final class SingleStoreVendor implements SandboxVendor {
    /** Made by the service loader. */
    public SingleStoreVendor() {}

    @Override
    public String name() {
        return "singlestore";
    }

    @Override
    public VendorService open(VendorSetup setup) {
        return new SingleStoreService(setup);
    }
}
