package dev.analyticsplatform.engine.http;

import dev.analyticsplatform.ApiKey;
import dev.analyticsplatform.BearerToken;
import dev.analyticsplatform.ConfigurationException;
import dev.analyticsplatform.Credentials;
import dev.analyticsplatform.ErrorContext;
import okhttp3.Headers;

/** Puts credentials into the headers of a request. Must be thread-safe. */
@FunctionalInterface
public interface Authentication {

    /**
     * Adds the headers that prove who calls. Called for every attempt. Every value it sets counts as a secret: it is
     * cut out of error texts.
     *
     * @param current the credentials of this moment, never refreshing ones
     * @param headers takes the headers
     * @throws dev.analyticsplatform.ConfigurationException if the vendor does not take this kind of credentials
     */
    void apply(Credentials current, Headers.Builder headers);

    /**
     * An API key or a bearer token, both as a bearer token.
     *
     * @param vendor the vendor's id, for the error
     * @param refusal what to say of other credentials
     * @return the authentication
     */
    static Authentication bearer(String vendor, String refusal) {
        return (current, headers) -> {
            if (current instanceof ApiKey apiKey) {
                headers.set("Authorization", "Bearer " + apiKey.key());
            } else if (current instanceof BearerToken bearer) {
                headers.set("Authorization", "Bearer " + bearer.token());
            } else {
                throw new ConfigurationException(ErrorContext.of(vendor, "credentials"), refusal, null);
            }
        };
    }
}
