package dev.analyticsplatform.engine.http;

import dev.analyticsplatform.Credentials;
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
}
