package dev.analyticsplatform.contract;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Content types: what kind they are, and which entry of a {@code content} object they mean. */
final class MediaTypes {
    private MediaTypes() {}

    /** The type and subtype in small letters, without parameters. */
    static String essence(String contentType) {
        int parameters = contentType.indexOf(';');
        return (parameters < 0 ? contentType : contentType.substring(0, parameters))
                .trim()
                .toLowerCase(Locale.ROOT);
    }

    static boolean json(String contentType) {
        String essence = essence(contentType);
        return essence.equals("application/json") || essence.equals("text/json") || essence.endsWith("+json");
    }

    static boolean form(String contentType) {
        return essence(contentType).equals("application/x-www-form-urlencoded");
    }

    static boolean multipart(String contentType) {
        return essence(contentType).startsWith("multipart/");
    }

    static boolean text(String contentType) {
        return essence(contentType).startsWith("text/");
    }

    /** The entry of a content type, an exact one before a range. */
    static Optional<Place> entry(Place content, String contentType) {
        String essence = essence(contentType);
        String range = essence.replaceFirst("/.*", "/*");
        Map<String, Place> entries = content.members();
        for (String wanted : List.of(essence, range, "*/*")) {
            for (Map.Entry<String, Place> entry : entries.entrySet()) {
                if (essence(entry.getKey()).equals(wanted)) {
                    return Optional.of(entry.getValue());
                }
            }
        }
        return Optional.empty();
    }

    /** Whether an Accept header admits one of the types. */
    static boolean accepted(List<String> acceptHeaders, Set<String> types) {
        for (String header : acceptHeaders) {
            for (String range : header.split(",", -1)) {
                if (types.stream().anyMatch(type -> admits(range, essence(type)))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean admits(String range, String type) {
        boolean refused = range.replace(" ", "").matches(".*;q=0(\\.0*)?(;.*)?");
        String wanted = essence(range);
        return !refused
                && (wanted.equals("*/*")
                        || wanted.equals(type)
                        || type.equals("*/*")
                        || (wanted.endsWith("/*") && type.startsWith(wanted.substring(0, wanted.length() - 1))));
    }
}
