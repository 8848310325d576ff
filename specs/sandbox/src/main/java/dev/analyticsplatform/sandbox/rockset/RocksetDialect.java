package dev.analyticsplatform.sandbox.rockset;

import dev.analyticsplatform.sandbox.sql.SqlDialect;
import java.util.List;

/**
 * Functions of Rockset's SQL by which its documented examples go and that the engine lacks; not all of its functions.
 */
final class RocksetDialect {
    private RocksetDialect() {}

    static SqlDialect create() {
        return new SqlDialect(
                Names.COMMONS,
                List.of(
                        "CREATE MACRO parse_timestamp_iso8601(text) AS CAST(text AS TIMESTAMPTZ)",
                        "CREATE MACRO parse_datetime_iso8601(text) AS CAST(text AS TIMESTAMP)",
                        "CREATE MACRO parse_date_iso8601(text) AS CAST(text AS DATE)",
                        "CREATE MACRO parse_time_iso8601(text) AS CAST(text AS TIME)",
                        "CREATE MACRO current_datetime() AS CAST(now() AS TIMESTAMP)",
                        "CREATE MACRO approx_distinct(x) AS approx_count_distinct(x)"));
    }
}
