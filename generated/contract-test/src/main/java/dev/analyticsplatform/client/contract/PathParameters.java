package dev.analyticsplatform.client.contract;

import dev.analyticsplatform.contract.ApiOperation;
import java.util.ArrayList;
import java.util.List;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import retrofit2.http.Path;

/** Tries values that look like parts of a URL as path parameters. */
final class PathParameters {
    private static final List<String> AWKWARD = List.of(
            "a/b",
            "..",
            ".",
            "../x",
            "%2e%2e",
            "..%2f",
            "a%2Fb",
            "+",
            "a+b@c",
            "@",
            "a b",
            "?",
            "a?b=c",
            "#",
            "a#b",
            ";",
            "a:b",
            "\u00fc\u4e2d\ud83d\ude00",
            "\u0000",
            "\u202e",
            "{x}");

    private PathParameters() {}

    static List<String> faults(
            GeneratedClient client, Exchange exchange, GeneratedMethod method, ApiOperation operation) {
        List<String> faults = new ArrayList<>();
        String[] template = operation.pathTemplate().split("/", -1);
        for (int i = 0; i < method.method().getParameterCount(); i++) {
            if (!(method.method().getParameterAnnotations()[i][0] instanceof Path path)
                    || method.method().getParameterTypes()[i] != String.class) {
                continue;
            }
            for (String value : AWKWARD) {
                List<@Nullable Object> arguments =
                        Arguments.of(method, operation, client.gson()).values();
                arguments.set(i, value);
                check(exchange, method, arguments, template, path.value(), faults);
            }
        }
        return faults;
    }

    private static void check(
            Exchange exchange,
            GeneratedMethod method,
            List<@Nullable Object> arguments,
            String[] template,
            String name,
            List<String> faults) {
        HttpUrl url;
        try {
            url = exchange.call(method, arguments).request().url();
        } catch (IllegalArgumentException refused) {
            return;
        }
        // Counted from the end, as the server may have a base path. The template begins with an empty segment.
        List<String> segments = url.pathSegments();
        int base = segments.size() - (template.length - 1);
        boolean same = base >= 0 && url.fragment() == null;
        for (int j = 1; same && j < template.length; j++) {
            String sent = segments.get(base + j - 1);
            if (template[j].equals("{" + name + "}")) {
                same = sent.equals(value(arguments, method, name));
            } else if (!template[j].contains("{")) {
                same = sent.equals(template[j]);
            }
        }
        if (!same) {
            faults.add(
                    method + " sends " + name + " = '" + value(arguments, method, name) + "' as " + url.encodedPath());
        }
    }

    private static @Nullable Object value(List<@Nullable Object> arguments, GeneratedMethod method, String name) {
        for (int i = 0; i < arguments.size(); i++) {
            if (method.method().getParameterAnnotations()[i][0] instanceof Path path
                    && path.value().equals(name)) {
                return arguments.get(i);
            }
        }
        return null;
    }
}
