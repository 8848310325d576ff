package dev.analyticsplatform;

/** A vendor's API key. */
public final class ApiKey implements Credentials {

    private final String key;

    private ApiKey(String key) {
        this.key = Credentials.requireHeaderSafe("API key", key);
    }

    /**
     * Credentials from a text.
     *
     * @param key the API key
     * @return the credentials
     * @throws ConfigurationException if it cannot stand in an HTTP header
     */
    public static ApiKey of(String key) {
        return new ApiKey(key);
    }

    /**
     * Credentials from an environment variable.
     *
     * @param variable its name
     * @return the credentials
     * @throws ConfigurationException if the variable is not set, or its value cannot stand in an HTTP header
     */
    public static ApiKey fromEnv(String variable) {
        var value = System.getenv(variable);
        if (value == null) {
            throw new ConfigurationException(
                    ErrorContext.of("analytics-platform", "credentials"),
                    "the environment variable " + variable + " is not set; it should hold the API key",
                    null);
        }
        return new ApiKey(value);
    }

    /**
     * The secret itself, for an adapter that puts it into a header.
     *
     * @return the API key
     */
    public String key() {
        return key;
    }

    /** Never shows the API key. */
    @Override
    public String toString() {
        return "ApiKey[redacted]";
    }
}
