package dev.analyticsplatform.sandbox.vendor;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a sandbox gives to the vendor that it runs.
 *
 * @param keys the keys with which callers authenticate; at least one
 * @param clock what time it is, for every time stamp, transition and expiry
 * @param timeScale share of the vendor's own durations that a transition takes; 0 for none
 * @param url where the server listens; known as soon as the first request arrives
 * @param listeners opens further addresses; use {@link #listen}
 */
public record VendorSetup(
        List<String> keys,
        Clock clock,
        double timeScale,
        Supplier<URI> url,
        Function<VendorService, Listener> listeners) {
    /** Copies the list of keys. */
    public VendorSetup {
        keys = List.copyOf(keys);
    }

    /**
     * Answers at a further address, on a port of its own: for a vendor whose planes are different hosts. Whatever is
     * still open is closed with the sandbox.
     */
    public Listener listen(VendorService service) {
        return listeners.apply(service);
    }

    /** Returns what time it is. */
    public Instant now() {
        return clock.instant();
    }

    /** Returns how long a transition takes here for which the vendor takes the given time. */
    public Duration scaled(Duration vendors) {
        return Duration.ofNanos(Math.round(vendors.toNanos() * timeScale));
    }

    /** Names how many keys there are, and not what they are. */
    @Override
    public String toString() {
        return "VendorSetup[" + keys.size() + " keys, timeScale=" + timeScale + "]";
    }
}
