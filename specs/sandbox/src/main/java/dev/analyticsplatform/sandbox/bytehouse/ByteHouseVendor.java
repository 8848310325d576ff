package dev.analyticsplatform.sandbox.bytehouse;

import dev.analyticsplatform.sandbox.vendor.SandboxVendor;
import dev.analyticsplatform.sandbox.vendor.VendorService;
import dev.analyticsplatform.sandbox.vendor.VendorSetup;

/**
 * ByteHouse as a sandbox: {@code Sandbox.start("bytehouse")}.
 *
 * <p>It starts with the database {@code default}, one virtual warehouse named {@code main} that is up, the roles
 * {@code AccountAdmin} and {@code SystemAdmin}, and one user who owns the keys that the sandbox was given. Any valid
 * key may do anything.
 */
public final class ByteHouseVendor implements SandboxVendor {
    /** Made by the service loader. */
    public ByteHouseVendor() {}

    @Override
    public String name() {
        return "bytehouse";
    }

    @Override
    public VendorService open(VendorSetup setup) {
        return new ByteHouseService(setup);
    }
}
