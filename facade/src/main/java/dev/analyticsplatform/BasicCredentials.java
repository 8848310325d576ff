package dev.analyticsplatform;

import java.util.Objects;

/** A user name and a password. */
public final class BasicCredentials implements Credentials {

    private final String user;
    private final String password;

    private BasicCredentials(String user, String password) {
        this.user = Credentials.requireHeaderSafe("user name", user);
        this.password = Objects.requireNonNull(password, "password");
    }

    /**
     * Credentials from user name and password.
     *
     * @param user the user name
     * @param password the password, any text
     * @return the credentials
     * @throws ConfigurationException if the user name cannot stand in an HTTP header or holds a colon
     */
    public static BasicCredentials of(String user, String password) {
        if (user.indexOf(':') >= 0) {
            throw new ConfigurationException(
                    ErrorContext.of("analytics-platform", "credentials"), "the user name holds a colon", null);
        }
        return new BasicCredentials(user, password);
    }

    /**
     * The user name.
     *
     * @return the user name
     */
    public String user() {
        return user;
    }

    /**
     * The secret itself, for an adapter that puts it into a header.
     *
     * @return the password
     */
    public String password() {
        return password;
    }

    /** Shows neither name nor password. */
    @Override
    public String toString() {
        return "BasicCredentials[redacted]";
    }
}
