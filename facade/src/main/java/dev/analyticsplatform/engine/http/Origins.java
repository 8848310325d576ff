package dev.analyticsplatform.engine.http;

import okhttp3.HttpUrl;

/** Scheme, host and port. */
final class Origins {

    private Origins() {}

    static boolean same(HttpUrl a, HttpUrl b) {
        return a.scheme().equals(b.scheme()) && a.host().equals(b.host()) && a.port() == b.port();
    }

    static String of(HttpUrl url) {
        var host = url.host().indexOf(':') >= 0 ? "[" + url.host() + "]" : url.host();
        return url.scheme() + "://" + host + ":" + url.port();
    }
}
