package dev.analyticsplatform.sandbox.vendor;

import java.net.URI;

/** A further address at which a vendor answers; see {@link VendorSetup#listen}. Thread-safe. */
public interface Listener extends AutoCloseable {
    /** Returns where it listens, with a slash at the end. */
    URI url();

    /** Stops listening and closes its service. Closing it again does nothing. */
    @Override
    void close();
}
