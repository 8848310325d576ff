package dev.analyticsplatform;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What one vendor can do: a total table, every {@link Capability} has an entry. Immutable. */
public final class Capabilities {

    private final String vendor;
    private final Map<Capability, Support> table;

    private Capabilities(String vendor, Map<Capability, Support> table) {
        this.vendor = vendor;
        this.table = table;
    }

    /**
     * Makes the table of a vendor; for adapters.
     *
     * @param vendor the vendor's id
     * @param table an entry for every capability
     * @return the table
     * @throws IllegalArgumentException if a capability has no entry
     */
    public static Capabilities of(String vendor, Map<Capability, Support> table) {
        var missing = Arrays.stream(Capability.values())
                .filter(capability -> !table.containsKey(capability))
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("the capability table of " + vendor + " lacks " + missing);
        }
        return new Capabilities(Objects.requireNonNull(vendor, "vendor"), new EnumMap<>(table));
    }

    /**
     * How the vendor supports a capability.
     *
     * @param capability the capability
     * @return the entry
     */
    public Support of(Capability capability) {
        return Objects.requireNonNull(table.get(Objects.requireNonNull(capability, "capability")));
    }

    /**
     * Whether a capability can be used.
     *
     * @param capability the capability
     * @return true if native or emulated
     */
    public boolean supports(Capability capability) {
        return of(capability).supported();
    }

    /**
     * The whole table, in the order of the enum.
     *
     * @return an unmodifiable map
     */
    public Map<Capability, Support> table() {
        return java.util.Collections.unmodifiableMap(table);
    }

    void require(List<Capability> wanted) {
        var missing =
                wanted.stream().filter(capability -> !supports(capability)).toList();
        if (!missing.isEmpty()) {
            var reasons = missing.stream()
                    .map(capability -> capability + " (" + ((Support.Unsupported) of(capability)).why() + ")")
                    .collect(Collectors.joining("; "));
            throw new UnsupportedCapabilityException(ErrorContext.of(vendor, "require"), missing.get(0), reasons);
        }
    }

    void check(Capability capability, String operation) {
        if (of(capability) instanceof Support.Unsupported unsupported) {
            throw new UnsupportedCapabilityException(ErrorContext.of(vendor, operation), capability, unsupported.why());
        }
    }
}
