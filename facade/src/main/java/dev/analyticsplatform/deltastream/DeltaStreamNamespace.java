package dev.analyticsplatform.deltastream;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where names are looked up that do not say it themselves. As a namespace it is spelled {@code database.schema}, or
 * {@code schema} alone for one of the user's default database. Names are meant exactly as written, without folding of
 * case. A name that holds a dot or a double quote is written in double quotes, its own double quotes doubled.
 *
 * @param database the database, or empty for the user's default one
 * @param schema the schema, or empty where none is needed
 */
record DeltaStreamNamespace(Optional<String> database, Optional<String> schema) {

    /** The user's default database. */
    static final DeltaStreamNamespace DEFAULT = new DeltaStreamNamespace(Optional.empty(), Optional.empty());

    private static final String PART = "([^.\"]+|\"(?:[^\"]|\"\")+\")";
    private static final Pattern SPELLING = Pattern.compile("(?:" + PART + "\\.)?" + PART);

    /** A schema of a database. */
    static DeltaStreamNamespace of(String database, String schema) {
        return new DeltaStreamNamespace(Optional.of(database), Optional.of(schema));
    }

    /** A database, for statements about its schemas. */
    static DeltaStreamNamespace ofDatabase(String database) {
        return new DeltaStreamNamespace(Optional.of(database), Optional.empty());
    }

    /**
     * Reads a namespace.
     *
     * @throws IllegalArgumentException if it is not spelled as above
     */
    static DeltaStreamNamespace read(String text) {
        var parts = SPELLING.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("is neither database.schema nor schema; "
                    + "write a name that holds a dot or a double quote in double quotes");
        }
        return new DeltaStreamNamespace(
                Optional.ofNullable(parts.group(1)).map(DeltaStreamNamespace::plain),
                Optional.of(plain(parts.group(2))));
    }

    /** The database alone, for statements about the schema itself. */
    DeltaStreamNamespace withoutSchema() {
        return new DeltaStreamNamespace(database, Optional.empty());
    }

    private static String plain(String part) {
        return part.startsWith("\"") ? part.substring(1, part.length() - 1).replace("\"\"", "\"") : part;
    }

    private static String spelled(String name) {
        return name.contains(".") || name.contains("\"") ? '"' + name.replace("\"", "\"\"") + '"' : name;
    }

    @Override
    public String toString() {
        return database.map(name -> spelled(name) + ".").orElse("")
                + schema.map(DeltaStreamNamespace::spelled).orElse("");
    }
}
