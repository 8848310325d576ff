package dev.analyticsplatform;

import java.util.List;
import java.util.Objects;

/** How a vendor supports a capability. */
public sealed interface Support {

    /**
     * Whether the capability can be used at all.
     *
     * @return false only for {@link Unsupported}
     */
    default boolean supported() {
        return !(this instanceof Unsupported);
    }

    /**
     * The vendor has it.
     *
     * @param operationIds the vendor's operations that serve it
     */
    record Native(List<String> operationIds) implements Support {
        /** Copies the list. */
        public Native {
            operationIds = List.copyOf(operationIds);
        }
    }

    /**
     * The vendor lacks it; this library builds it from other operations.
     *
     * @param how how, and what is weaker than the real thing
     */
    record Emulated(String how) implements Support {
        /** Checks that a text is there. */
        public Emulated {
            Objects.requireNonNull(how, "how");
        }
    }

    /**
     * The vendor lacks it and it cannot be emulated honestly.
     *
     * @param why why, and what to use instead
     */
    record Unsupported(String why) implements Support {
        /** Checks that a text is there. */
        public Unsupported {
            Objects.requireNonNull(why, "why");
        }
    }

    /**
     * Short for {@link Native}.
     *
     * @param operationIds the vendor's operations
     * @return the support
     */
    static Support natively(String... operationIds) {
        return new Native(List.of(operationIds));
    }

    /**
     * Short for {@link Emulated}.
     *
     * @param how how
     * @return the support
     */
    static Support emulated(String how) {
        return new Emulated(how);
    }

    /**
     * Short for {@link Unsupported}.
     *
     * @param why why not
     * @return the support
     */
    static Support unsupported(String why) {
        return new Unsupported(why);
    }
}
