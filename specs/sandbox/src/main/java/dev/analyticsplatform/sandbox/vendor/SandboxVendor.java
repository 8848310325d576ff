package dev.analyticsplatform.sandbox.vendor;

/**
 * One vendor that can be run as a sandbox.
 *
 * <p>Found by {@link java.util.ServiceLoader}: a public class with a public constructor without arguments, named in
 * {@code META-INF/services/dev.analyticsplatform.sandbox.vendor.SandboxVendor}. Nothing else has to know of it.
 */
public interface SandboxVendor {
    /** Returns the name by which users start it, for example {@code rockset}. */
    String name();

    /** Starts a fresh, empty service; each call has state of its own. */
    VendorService open(VendorSetup setup);
}
