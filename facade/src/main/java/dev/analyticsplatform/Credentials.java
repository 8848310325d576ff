package dev.analyticsplatform;

/**
 * What proves to the vendor who calls. No implementation shows its secret in {@code toString}; secrets with line
 * breaks, spaces or characters outside printable ASCII are refused when the object is made, without being shown.
 */
public sealed interface Credentials permits ApiKey, BasicCredentials, BearerToken, RefreshingCredentials {

    /** Refuses what cannot stand in a header; the message never holds the value. */
    private static String checked(String what, String value) {
        if (value.isEmpty()) {
            throw invalid(what, "is empty");
        }
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) <= ' ' || value.charAt(i) > '~') {
                throw invalid(
                        what,
                        "has a character at position " + i
                                + " that cannot stand in a header (line break, space or not ASCII); "
                                + "often a line break at the end of a file it was read from");
            }
        }
        return value;
    }

    /**
     * Checks a secret without showing it.
     *
     * @param what what it is, for the message
     * @param value the secret
     * @return the value
     * @throws ConfigurationException if it is empty or cannot stand in an HTTP header
     */
    static String requireHeaderSafe(String what, String value) {
        return checked(what, java.util.Objects.requireNonNull(value, what));
    }

    private static ConfigurationException invalid(String what, String problem) {
        return new ConfigurationException(
                ErrorContext.of("analytics-platform", "credentials"), "the " + what + " " + problem, null);
    }
}
