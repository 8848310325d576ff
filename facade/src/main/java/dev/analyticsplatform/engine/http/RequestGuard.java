package dev.analyticsplatform.engine.http;

import dev.analyticsplatform.InvalidRequestException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import retrofit2.Invocation;
import retrofit2.http.Header;
import retrofit2.http.Path;
import retrofit2.http.Query;
import retrofit2.http.Url;

/**
 * Refuses requests that would go elsewhere than the method says: to another origin, or through a path parameter to
 * another path. Retrofit's own check misses paths with a fixed query and empty values.
 */
final class RequestGuard {

    private final HttpUrl base;

    RequestGuard(HttpUrl base) {
        this.base = base;
    }

    /**
     * Checks a request before anything is sent.
     *
     * @throws InvalidRequestException if it must not be sent
     */
    void check(Request request, CallState state) {
        var url = request.url();
        if (!Origins.same(url, base)) {
            throw refused(
                    state,
                    "the request would go to " + Origins.of(url) + ", but these credentials are for "
                            + Origins.of(base));
        }
        var invocation = request.tag(Invocation.class);
        if (invocation == null) {
            return;
        }
        boolean slashesAllowed = checkArguments(invocation.method(), invocation.arguments(), state);
        var template = HttpAnnotations.path(invocation.method());
        if (template != null && !slashesAllowed && segments(url) != expectedSegments(template)) {
            throw refused(state, "a path parameter changes the path " + template + "; it must be one path segment");
        }
    }

    /** Returns whether the number of path segments is open. */
    private static boolean checkArguments(Method method, List<?> arguments, CallState state) {
        boolean open = false;
        Annotation[][] annotations = method.getParameterAnnotations();
        for (int i = 0; i < annotations.length && i < arguments.size(); i++) {
            for (var annotation : annotations[i]) {
                Object argument = arguments.get(i);
                if (annotation instanceof Url) {
                    open = true;
                } else if (annotation instanceof Path path) {
                    open |= path.encoded();
                    checkPath(path, String.valueOf(argument), state);
                } else if (annotation instanceof Query query) {
                    checkText("query parameter " + query.value(), argument, state);
                } else if (annotation instanceof Header header) {
                    checkText("header " + header.value(), argument, state);
                }
            }
        }
        return open;
    }

    private static void checkPath(Path path, String value, CallState state) {
        var what = "path parameter " + path.value();
        checkText(what, value, state);
        if (value.indexOf('\0') >= 0) {
            throw refused(state, what + " holds a NUL character");
        }
        for (var segment : path.encoded() ? value.split("/", -1) : new String[] {value}) {
            var plain = path.encoded() ? segment.replaceAll("%2[eE]", ".") : segment;
            if (plain.isEmpty() || plain.equals(".") || plain.equals("..")) {
                throw refused(
                        state,
                        what + (plain.isEmpty() ? " is empty" : " is \"" + plain + "\", which changes the path"));
            }
        }
    }

    /** OkHttp would send a question mark instead of half a surrogate pair. */
    private static void checkText(String what, @Nullable Object value, CallState state) {
        if (!(value instanceof CharSequence text)) {
            return;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                continue;
            }
            throw refused(state, what + " holds half a surrogate pair at position " + i + ", which has no UTF-8 form");
        }
    }

    private int expectedSegments(String template) {
        int query = template.indexOf('?');
        var path = query < 0 ? template : template.substring(0, query);
        int slashes = (int) path.chars().filter(c -> c == '/').count();
        // A path with a leading slash replaces the one of the base URL; a relative one goes on after its last slash.
        return path.startsWith("/") ? slashes : segments(base) + slashes;
    }

    private static int segments(HttpUrl url) {
        return url.pathSize();
    }

    private static InvalidRequestException refused(CallState state, String problem) {
        return new InvalidRequestException(state.context(), problem + "; nothing was sent", null);
    }
}
