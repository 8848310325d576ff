package dev.analyticsplatform.driver;

import dev.analyticsplatform.Capabilities;
import dev.analyticsplatform.PlatformConfig;
import java.util.List;

/**
 * An adapter's entry, found by {@link java.util.ServiceLoader}. Stateless, with a public constructor without arguments.
 */
public interface PlatformProvider {

    /**
     * The vendor's id, as in {@link PlatformConfig#of(String)}.
     *
     * @return a short lower-case word
     */
    String vendor();

    /**
     * What the vendor can do.
     *
     * @return a total table
     */
    Capabilities capabilities();

    /**
     * The namespace of names that have none, when the configuration names none either.
     *
     * @return the vendor's own default
     */
    String defaultNamespace();

    /**
     * Checks what only this vendor can check: kind of credentials, options, region.
     *
     * @param config the configuration
     * @return a line for each problem, with the key and a hint; empty if all is well
     */
    List<String> problems(PlatformConfig config);

    /**
     * Opens the vendor; sends nothing.
     *
     * @param config a configuration without problems
     * @return the opened vendor
     */
    PlatformDriver open(PlatformConfig config);
}
