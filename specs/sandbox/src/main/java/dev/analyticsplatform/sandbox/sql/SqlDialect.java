package dev.analyticsplatform.sandbox.sql;

import java.util.List;

/**
 * What a vendor's SQL has beyond the engine's own.
 *
 * @param defaultSchema the schema of names that do not say theirs
 * @param macros {@code CREATE MACRO} statements for functions that the engine lacks
 * @param settings {@code SET GLOBAL} statements for what the engine can do in several ways
 */
public record SqlDialect(String defaultSchema, List<String> macros, List<String> settings) {
    /** The engine's own SQL. */
    public static final SqlDialect PLAIN = new SqlDialect("main", List.of());

    /** Copies the lists. */
    public SqlDialect {
        macros = List.copyOf(macros);
        settings = List.copyOf(settings);
    }

    /** Makes a dialect with the engine's own settings. */
    public SqlDialect(String defaultSchema, List<String> macros) {
        this(defaultSchema, macros, List.of());
    }
}
