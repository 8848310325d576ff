package dev.analyticsplatform.sandbox.deltastream;

import dev.analyticsplatform.sandbox.vendor.SandboxVendor;
import dev.analyticsplatform.sandbox.vendor.VendorService;
import dev.analyticsplatform.sandbox.vendor.VendorSetup;

/**
 * DeltaStream as a sandbox: {@code Sandbox.start("deltastream")}.
 *
 * <p>It starts with the database {@code demo} and its schema {@code public}, the store {@code sandbox_store}, and the
 * compute pool {@code sandbox_pool}, which runs. An answer tells these names to a request that gives none; later
 * requests have to give them. Records are put into topics of the store at {@code POST /topics/{topic}} of the same
 * address, as with Kafka's REST proxy.
 */
public final class DeltaStreamVendor implements SandboxVendor {
    /** Made by the service loader. */
    public DeltaStreamVendor() {}

    @Override
    public String name() {
        return "deltastream";
    }

    @Override
    public VendorService open(VendorSetup setup) {
        return new ControlPlane(setup);
    }
}
