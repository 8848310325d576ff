package dev.analyticsplatform;

/** The vendor lacks the capability. Thrown before a byte is sent; the message tells why and what to use instead. */
public final class UnsupportedCapabilityException extends AnalyticsException {

    private static final long serialVersionUID = 1L;

    private final Capability capability;

    UnsupportedCapabilityException(ErrorContext context, Capability capability, String reason) {
        super(context, capability + " is not supported: " + reason, false, null);
        this.capability = capability;
    }

    /**
     * The capability that is missing.
     *
     * @return the capability
     */
    public Capability capability() {
        return capability;
    }
}
