package dev.analyticsplatform.contract;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The header fields and query parameters of a document that carry credentials. */
final class SecretNames {
    private final Set<String> headers = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    private final Set<String> query = new TreeSet<>();

    private SecretNames() {
        headers.addAll(Set.of("Authorization", "Proxy-Authorization", "X-API-Key", "Cookie", "Set-Cookie"));
    }

    static SecretNames of(Place document) {
        SecretNames names = new SecretNames();
        for (Place scheme :
                document.at("components", "securitySchemes").members().values()) {
            switch (scheme.text("in").toLowerCase(Locale.ROOT)) {
                case "header" -> names.headers.add(scheme.text("name"));
                case "query" -> names.query.add(scheme.text("name"));
                default -> {
                    // A cookie is secret anyway, and the other kinds use Authorization.
                }
            }
        }
        return names;
    }

    boolean header(String name) {
        return headers.contains(name);
    }

    boolean query(String name) {
        return query.contains(name);
    }
}
