package dev.analyticsplatform.sandbox.rockset;

/** Why a patch does not fit its document. */
final class PatchFailure extends Exception {
    private static final long serialVersionUID = 1L;

    PatchFailure(String message) {
        super(message, null, false, false);
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
