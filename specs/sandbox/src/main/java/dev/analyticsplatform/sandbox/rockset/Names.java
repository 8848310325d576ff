package dev.analyticsplatform.sandbox.rockset;

import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** Names and identifiers in Rockset's forms. */
final class Names {
    static final String REGION = "usw2a1";
    static final String COMMONS = "commons";

    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");

    private Names() {}

    static String uuid() {
        return UUID.randomUUID().toString();
    }

    static String rrn(String kind, String id) {
        return "rrn:" + kind + ":" + REGION + ":" + id;
    }

    /** Returns the identifier in a resource name, or what is given if that is a bare identifier already. */
    static String idOf(String rrnOrId) {
        return rrnOrId.startsWith("rrn:") ? rrnOrId.substring(rrnOrId.lastIndexOf(':') + 1) : rrnOrId;
    }

    static void check(String noun, String name) {
        if (!VALID.matcher(name).matches()) {
            throw RocksetErrors.invalid("'" + name + "' is no name for a " + noun
                    + ": use up to 100 letters, digits, dashes and underscores, beginning with a letter or digit");
        }
    }

    /** Splits {@code workspace.name}; a name alone is in commons. */
    static List<String> path(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? List.of(COMMONS, path) : List.of(path.substring(0, dot), path.substring(dot + 1));
    }
}
