package dev.analyticsplatform.contract;

import java.util.Locale;
import java.util.Optional;

/** What happens when an operation is sent twice, as the document's {@code x-safety} says. */
public enum Safety {
    /** The operation changes nothing at the vendor. */
    SAFE,
    /** Sent twice, the operation has the effect of being sent once. */
    IDEMPOTENT,
    /** Sent twice, the operation may take effect twice. */
    UNSAFE;

    static Optional<Safety> of(String text) {
        for (Safety safety : values()) {
            if (safety.name().toLowerCase(Locale.ROOT).equals(text)) {
                return Optional.of(safety);
            }
        }
        return Optional.empty();
    }
}
