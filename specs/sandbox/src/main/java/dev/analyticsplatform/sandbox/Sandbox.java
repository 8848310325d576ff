package dev.analyticsplatform.sandbox;

import dev.analyticsplatform.sandbox.vendor.Listener;
import dev.analyticsplatform.sandbox.vendor.SandboxVendor;
import dev.analyticsplatform.sandbox.vendor.VendorService;
import dev.analyticsplatform.sandbox.vendor.VendorSetup;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A platform on loopback: its wire format with state behind it, every request checked against its document.
 *
 * <p>Thread-safe. State is in memory and each sandbox has its own; closing it ends all work and forgets everything. It
 * can be reached from this machine only. Any key that the sandbox knows may do anything: access control beyond the
 * validity of a key is not modelled.
 */
public final class Sandbox implements AutoCloseable {
    /** Share of the vendor's durations that transitions take on the system's clock. */
    public static final double QUICK = 0.01;

    private final String vendor;
    private final List<String> keys;
    private final Clock clock;
    private final Queue<Listener> further = new ConcurrentLinkedQueue<>();
    private final ListeningServer server;

    private Sandbox(Builder builder) {
        vendor = builder.vendor.name();
        keys = builder.keys.isEmpty() ? List.of(randomKey()) : List.copyOf(builder.keys);
        clock = builder.clock == null ? Clock.systemUTC() : builder.clock;
        double timeScale = builder.timeScale >= 0 ? builder.timeScale : builder.clock == null ? QUICK : 1;
        server = new ListeningServer(
                builder.vendor.open(new VendorSetup(keys, clock, timeScale, this::url, this::listen)), builder.port);
    }

    private Listener listen(VendorService service) {
        Listener listener = new ListeningServer(service, 0);
        further.add(listener);
        return listener;
    }

    /**
     * Starts a sandbox on a free port, with a random key.
     *
     * @throws IllegalArgumentException if there is no such vendor
     */
    public static Sandbox start(String vendor) {
        return of(vendor).start();
    }

    /**
     * Begins to describe a sandbox.
     *
     * @throws IllegalArgumentException if there is no such vendor
     */
    public static Builder of(String vendor) {
        return load().stream()
                .filter(candidate -> candidate.name().equals(vendor))
                .findFirst()
                .map(Builder::new)
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no sandbox named '" + vendor + "'; there are: " + String.join(", ", vendors())));
    }

    /** Returns the names of all vendors that can be started, sorted. */
    public static List<String> vendors() {
        return load().stream().map(SandboxVendor::name).sorted().toList();
    }

    private static List<SandboxVendor> load() {
        ServiceLoader<SandboxVendor> loader =
                ServiceLoader.load(SandboxVendor.class, SandboxVendor.class.getClassLoader());
        return StreamSupport.stream(loader.spliterator(), false).toList();
    }

    /** Returns where it listens, with a slash at the end; stays the same until it is closed. */
    public URI url() {
        return server.url();
    }

    /** Returns the first key that it knows: what a client has to authenticate with. */
    public String key() {
        return keys.get(0);
    }

    /** Returns the name of the vendor that it runs. */
    public String vendor() {
        return vendor;
    }

    /** Returns the clock that it goes by. */
    public Clock clock() {
        return clock;
    }

    /** Stops listening, ends running queries and forgets all state. Closing it again does nothing. */
    @Override
    public void close() {
        server.close();
        further.forEach(Listener::close);
    }

    /** Names the vendor and the address. */
    @Override
    public String toString() {
        return "Sandbox[" + vendor + " at " + url() + "]";
    }

    private static String randomKey() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** Describes a sandbox before it starts. Not thread-safe; may start several. */
    public static final class Builder {
        private final SandboxVendor vendor;
        private final List<String> keys = new ArrayList<>();
        private int port;
        private @Nullable Clock clock;
        private double timeScale = -1;

        private Builder(SandboxVendor vendor) {
            this.vendor = vendor;
        }

        /**
         * Adds a key to authenticate with. Without any, there is a random one.
         *
         * @throws IllegalArgumentException if the key could not be sent in a header
         */
        public Builder key(String key) {
            if (key.isEmpty() || !key.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
                throw new IllegalArgumentException("A key is one or more visible ASCII characters without spaces");
            }
            keys.add(key);
            return this;
        }

        /**
         * Sets the port to listen on; 0, the default, for any free one.
         *
         * @throws IllegalArgumentException if there is no such port
         */
        public Builder port(int port) {
            if (port < 0 || port > 65535) {
                throw new IllegalArgumentException("Port " + port + " is not from 0 to 65535");
            }
            this.port = port;
            return this;
        }

        /**
         * Sets the clock that all time stamps, transitions and expiries follow; the system's by default. With a
         * {@link SandboxClock} a test moves the time by itself.
         */
        public Builder clock(Clock clock) {
            this.clock = clock;
            return this;
        }

        /**
         * Sets the share of the vendor's own durations that a transition takes, such as that of a new collection to
         * ready: 1 for all of it, 0 for none. Durations that a caller asks for, and the time for which results are
         * kept, are not scaled. The default is 1 with a clock of your own and {@link Sandbox#QUICK} with the system's.
         *
         * @throws IllegalArgumentException if it is not from 0 to 1000
         */
        public Builder timeScale(double share) {
            if (!(share >= 0 && share <= 1000)) {
                throw new IllegalArgumentException("Time scale " + share + " is not from 0 to 1000");
            }
            timeScale = share;
            return this;
        }

        /**
         * Starts the sandbox; close it after use.
         *
         * @throws UncheckedIOException if the port is taken
         */
        public Sandbox start() {
            return new Sandbox(this);
        }
    }
}
