package dev.analyticsplatform.sandbox.sql;

import java.util.List;

/**
 * What a vendor's SQL has beyond the engine's own.
 *
 * @param defaultSchema the schema of names that do not say theirs
 * @param macros {@code CREATE MACRO} statements for functions that the engine lacks
 */
public record SqlDialect(String defaultSchema, List<String> macros) {
    /** The engine's own SQL. */
    public static final SqlDialect PLAIN = new SqlDialect("main", List.of());

    /** Copies the list. */
    public SqlDialect {
        macros = List.copyOf(macros);
    }
}
