package dev.analyticsplatform.sandbox.singlestore;

import dev.analyticsplatform.contract.ApiRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the service accepts beyond its document: raw slashes in paths of Stage, the query parameter organizationID, and
 * 1, 0, True and False for booleans, as the vendor's Python client sends them; parameters of lists where one thing is
 * read, as its TypeScript client does.
 */
final class DocumentedForm {
    private static final Pattern STAGE = Pattern.compile("(/v1/stage/[^/]+/fs)(?:/(.*))?");
    private static final Pattern SINGLE =
            Pattern.compile("/v1/(workspaces|workspaceGroups)/[^/]+|/v1/workspaces/[^/]+/privateConnections");
    private static final Set<String> OF_LISTS = Set.of("includeTerminated", "workspaceGroupID");
    private static final Set<String> BOOLEANS = Set.of("metadata", "isFile", "force", "includeTerminated");

    private DocumentedForm() {}

    static ApiRequest of(ApiRequest request) {
        String target = request.target();
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        boolean single = request.method().equals("GET") && SINGLE.matcher(path).matches();
        String query = mark < 0 ? "" : query(target.substring(mark + 1), single);
        Matcher stage = STAGE.matcher(path);
        if (stage.matches()) {
            String below = stage.group(2) == null ? "" : stage.group(2);
            path = stage.group(1) + "/" + below.replace("/", "%2F");
        }
        String documented = query.isEmpty() ? path : path + "?" + query;
        return documented.equals(target)
                ? request
                : new ApiRequest(request.method(), documented, request.headers(), request.body());
    }

    private static String query(String query, boolean single) {
        List<String> kept = new ArrayList<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (name.equals("organizationID") || (single && OF_LISTS.contains(name))) {
                continue;
            }
            if (BOOLEANS.contains(name) && equals >= 0) {
                kept.add(name + "=" + bool(pair.substring(equals + 1)));
            } else if (!pair.isEmpty()) {
                kept.add(pair);
            }
        }
        return String.join("&", kept);
    }

    private static String bool(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "1", "true" -> "true";
            case "0", "false" -> "false";
            default -> value;
        };
    }
}
