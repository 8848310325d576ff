package dev.analyticsplatform.contract;

import java.util.regex.Pattern;

/**
 * The path of a document's first server, which stands before every path of the document.
 *
 * @param template the path, its variables as parameters whose names start with {@link #VARIABLE}
 * @param example the path with the variables' defaults
 */
record ServerPath(String template, String example) {
    static final String VARIABLE = "server variable ";

    private static final Pattern ORIGIN = Pattern.compile("^([^/]*:)?//[^/]*");
    private static final Pattern TRAILING_SLASHES = Pattern.compile("/+$");

    static ServerPath of(Place document) {
        Place server = document.child("servers").child(0);
        String path = server.text("url");
        path = ORIGIN.matcher(path).replaceFirst("");
        path = TRAILING_SLASHES.matcher(path).replaceFirst("");
        String example = path;
        String template = path;
        for (var variable : server.child("variables").members().entrySet()) {
            String name = "{" + variable.getKey() + "}";
            template = template.replace(name, "{" + VARIABLE + variable.getKey() + "}");
            example = example.replace(name, variable.getValue().text("default"));
        }
        return new ServerPath(template, example);
    }
}
