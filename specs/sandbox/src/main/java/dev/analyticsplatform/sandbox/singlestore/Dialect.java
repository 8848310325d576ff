package dev.analyticsplatform.sandbox.singlestore;

import dev.analyticsplatform.sandbox.sql.SqlDialect;
import java.util.List;
import java.util.Map;

/** What the engine has to learn to speak like SingleStore; see the package for what it never does. */
final class Dialect {
    /** The schema of statements that have no database: there is nothing in it. */
    static final String NO_DATABASE = "~none";

    /** What SingleStore tells to clients of MySQL. */
    static final String MYSQL_VERSION = "5.7.32";

    static final Map<String, String> VARIABLES =
            Map.of("memsql_version", "8.5.22", "version", MYSQL_VERSION, "version_comment", "SingleStoreDB sandbox");

    private Dialect() {}

    static SqlDialect create() {
        return new SqlDialect(
                NO_DATABASE,
                List.of(
                        "CREATE MACRO \"~datediff\"(a, b) AS date_diff('day', CAST(b AS DATE), CAST(a AS DATE))",
                        "CREATE MACRO \"~date_add\"(d, i) AS CAST(d AS TIMESTAMP) + i",
                        "CREATE MACRO \"~date_sub\"(d, i) AS CAST(d AS TIMESTAMP) - i",
                        "CREATE MACRO \"~from_unixtime\"(s) AS CAST(make_timestamp(CAST(s * 1000000 AS BIGINT)) AS TIMESTAMP)",
                        "CREATE MACRO \"~unix_timestamp\"(t) AS CAST(floor(epoch(CAST(t AS TIMESTAMP))) AS BIGINT)",
                        "CREATE MACRO \"~isnull\"(x) AS x IS NULL",
                        "CREATE MACRO \"~locate\"(part, whole) AS instr(whole, part)",
                        "CREATE MACRO \"~json_double\"(j, k) AS CAST(json_extract_string(j, k) AS DOUBLE)",
                        "CREATE MACRO \"~json_bigint\"(j, k) AS CAST(json_extract_string(j, k) AS BIGINT)"),
                List.of("SET GLOBAL default_null_order = 'nulls_first_on_asc_last_on_desc'"));
    }
}
