package dev.analyticsplatform;

/** A bearer token, sent as it is until it expires; see {@link RefreshingCredentials} for tokens that change. */
public final class BearerToken implements Credentials {

    private final String token;

    private BearerToken(String token) {
        this.token = Credentials.requireHeaderSafe("bearer token", token);
    }

    /**
     * Credentials from a text.
     *
     * @param token the bearer token
     * @return the credentials
     * @throws ConfigurationException if it cannot stand in an HTTP header
     */
    public static BearerToken of(String token) {
        return new BearerToken(token);
    }

    /**
     * Credentials from an environment variable.
     *
     * @param variable its name
     * @return the credentials
     * @throws ConfigurationException if the variable is not set, or its value cannot stand in an HTTP header
     */
    public static BearerToken fromEnv(String variable) {
        var value = System.getenv(variable);
        if (value == null) {
            throw new ConfigurationException(
                    ErrorContext.of("analytics-platform", "credentials"),
                    "the environment variable " + variable + " is not set; it should hold the bearer token",
                    null);
        }
        return new BearerToken(value);
    }

    /**
     * The secret itself, for an adapter that puts it into a header.
     *
     * @return the bearer token
     */
    public String token() {
        return token;
    }

    /** Never shows the bearer token. */
    @Override
    public String toString() {
        return "BearerToken[redacted]";
    }
}
