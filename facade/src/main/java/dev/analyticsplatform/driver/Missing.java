package dev.analyticsplatform.driver;

/** An adapter claims a capability whose method it does not have: a fault of the adapter. */
final class Missing {

    private Missing() {}

    static UnsupportedOperationException method() {
        return new UnsupportedOperationException(
                "the adapter's capability table promises this operation, but its driver does not implement it");
    }
}
