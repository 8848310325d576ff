package dev.analyticsplatform.engine.http;

import dev.analyticsplatform.ApiKey;
import dev.analyticsplatform.BasicCredentials;
import dev.analyticsplatform.BearerToken;
import dev.analyticsplatform.Credentials;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Cuts secrets out of texts that a server or a library made: a proxy's debug page shows the headers it got, and an
 * exception about a bad header shows the header. Knows the credentials that were last used. Thread-safe.
 */
final class Redactor {

    private static final String MARK = "[redacted]";
    private static final int SHORTEST = 3;
    private static final int REMEMBERED = 32;
    private static final int DEEPEST = 20;

    private final Deque<String> recent = new ArrayDeque<>();
    private volatile List<String> secrets = List.of();

    /** Remembers what these credentials look like in a text. */
    void learn(Credentials credentials, Headers headers) {
        var found = new ArrayList<String>();
        if (credentials instanceof ApiKey key) {
            found.add(key.key());
        } else if (credentials instanceof BearerToken token) {
            found.add(token.token());
        } else if (credentials instanceof BasicCredentials basic) {
            found.add(basic.password());
        }
        for (int i = 0; i < headers.size(); i++) {
            var value = headers.value(i);
            found.add(value.substring(value.lastIndexOf(' ') + 1));
        }
        if (!secrets.containsAll(found)) {
            remember(found);
        }
    }

    private synchronized void remember(List<String> found) {
        for (var secret : found) {
            if (secret.length() >= SHORTEST && !recent.contains(secret)) {
                recent.addFirst(secret);
            }
        }
        while (recent.size() > REMEMBERED) {
            recent.removeLast();
        }
        var all = new ArrayList<String>();
        for (var secret : recent) {
            all.add(secret);
            var encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
            if (!encoded.equals(secret)) {
                all.add(encoded);
                all.add(encoded.toLowerCase(Locale.ROOT));
            }
            var escaped = secret.replace("\\", "\\\\").replace("\"", "\\\"");
            if (!escaped.equals(secret)) {
                all.add(escaped);
            }
        }
        // The longest first, so that no rest of a longer secret stays behind.
        all.sort((a, b) -> Integer.compare(b.length(), a.length()));
        secrets = List.copyOf(all);
    }

    String redact(String text) {
        var result = text;
        for (var secret : secrets) {
            result = result.replace(secret, MARK);
        }
        return result;
    }

    /** The throwable, or null if a text in it or below it holds a secret: a cause is printed whole by every logger. */
    @Nullable
    Throwable safe(@Nullable Throwable cause) {
        return cause != null && holdsSecret(cause, Collections.newSetFromMap(new IdentityHashMap<>()), 0)
                ? null
                : cause;
    }

    private boolean holdsSecret(Throwable throwable, java.util.Set<Throwable> seen, int depth) {
        if (depth > DEEPEST) {
            return true;
        }
        if (!seen.add(throwable)) {
            return false;
        }
        var text = String.valueOf(throwable);
        if (!redact(text).equals(text)) {
            return true;
        }
        var cause = throwable.getCause();
        if (cause != null && holdsSecret(cause, seen, depth + 1)) {
            return true;
        }
        for (var suppressed : throwable.getSuppressed()) {
            if (holdsSecret(suppressed, seen, depth + 1)) {
                return true;
            }
        }
        return false;
    }
}
