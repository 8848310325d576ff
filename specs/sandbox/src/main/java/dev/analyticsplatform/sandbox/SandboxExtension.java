package dev.analyticsplatform.sandbox;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A sandbox for a test class: register it with {@code @RegisterExtension}, in a static field for one sandbox per class,
 * in an instance field for a fresh one per test.
 *
 * <p>Needs JUnit Jupiter on the class path, which this library does not bring.
 */
public final class SandboxExtension
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {
    private final Supplier<Sandbox> starting;
    private @Nullable Sandbox sandbox;
    private boolean forClass;

    private SandboxExtension(Supplier<Sandbox> starting) {
        this.starting = starting;
    }

    /**
     * Runs a vendor as it comes: any free port, a random key, quick transitions.
     *
     * @throws IllegalArgumentException if there is no such vendor
     */
    public static SandboxExtension of(String vendor) {
        return of(Sandbox.of(vendor));
    }

    /** Runs a sandbox as described. */
    public static SandboxExtension of(Sandbox.Builder described) {
        return new SandboxExtension(described::start);
    }

    /**
     * Returns the sandbox that runs.
     *
     * @throws IllegalStateException outside of a test
     */
    public Sandbox sandbox() {
        if (sandbox == null) {
            throw new IllegalStateException(
                    "No sandbox runs: register this extension with @RegisterExtension and use it within a test");
        }
        return sandbox;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        forClass = true;
        sandbox = starting.get();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        forClass = false;
        stop();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (!forClass) {
            sandbox = starting.get();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (!forClass) {
            stop();
        }
    }

    private void stop() {
        Sandbox running = sandbox;
        sandbox = null;
        if (running != null) {
            running.close();
        }
    }
}
