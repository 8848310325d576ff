package dev.analyticsplatform.sandbox.sql;

import java.util.regex.Pattern;

/** Lets through the statements that change plain tables, and no other. */
final class Changes {
    private static final String SPACE = "(?:\\s|--[^\\n]*(?:\\n|$)|/\\*(?:[^*]|\\*(?!/))*\\*/)";
    private static final Pattern ALLOWED = Pattern.compile(
            SPACE + "*(?:(?:INSERT|UPDATE|DELETE|MERGE|TRUNCATE|WITH)\\b|(?:CREATE|DROP|ALTER)" + SPACE + "+(?:OR"
                    + SPACE + "+REPLACE" + SPACE + "+)?(?:TABLE|VIEW|SCHEMA|INDEX|UNIQUE|SEQUENCE)\\b).*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private Changes() {}

    static void check(String sql) {
        if (!ALLOWED.matcher(sql).matches()) {
            throw new SqlFailure(
                    SqlFailure.Kind.NOT_ALLOWED,
                    "The sandbox runs INSERT, UPDATE, DELETE, MERGE, TRUNCATE, and CREATE, DROP and ALTER of tables, views,"
                            + " schemas, indexes and sequences.");
        }
        if (Parameters.statements(sql) > 1) {
            throw new SqlFailure(SqlFailure.Kind.SYNTAX, "More than one statement was given; send one.");
        }
    }
}
