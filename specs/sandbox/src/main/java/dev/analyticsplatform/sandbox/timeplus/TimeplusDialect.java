package dev.analyticsplatform.sandbox.timeplus;

import dev.analyticsplatform.sandbox.sql.SqlDialect;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Functions of Timeplus's SQL that the engine lacks or calls otherwise: the commonest, not all. */
final class TimeplusDialect {
    /** Functions that the engine has under another name. */
    static final Map<String, String> RENAMED = Map.ofEntries(
            Map.entry("any", "any_value"),
            Map.entry("any_last", "last"),
            Map.entry("earliest", "first"),
            Map.entry("latest", "last"),
            Map.entry("group_array", "list"),
            Map.entry("if_null", "ifnull"),
            Map.entry("null_if", "nullif"),
            Map.entry("array_join", "unnest"),
            Map.entry("stddev_pop", "stddev_pop"),
            Map.entry("to_unix_timestamp", "epoch"));

    /** Functions that make one row of many. */
    static final Set<String> AGGREGATES = Set.of(
            "count",
            "count_if",
            "count_distinct",
            "sum",
            "sum_if",
            "avg",
            "avg_if",
            "min",
            "max",
            "min_if",
            "max_if",
            "any",
            "any_last",
            "any_value",
            "first_value",
            "last_value",
            "earliest",
            "latest",
            "group_array",
            "group_uniq_array",
            "uniq",
            "uniq_exact",
            "arg_min",
            "arg_max",
            "median",
            "quantile",
            "stddev_pop",
            "stddev_samp",
            "var_pop",
            "var_samp",
            "bool_and",
            "bool_or",
            "list",
            "string_agg",
            "first",
            "last",
            "approx_count_distinct",
            "mode",
            "covar_pop",
            "corr");

    private TimeplusDialect() {}

    static SqlDialect create() {
        return new SqlDialect(
                "main",
                List.of(
                        "CREATE MACRO to_int8(x) AS CAST(x AS TINYINT)",
                        "CREATE MACRO to_int16(x) AS CAST(x AS SMALLINT)",
                        "CREATE MACRO to_int32(x) AS CAST(x AS INTEGER)",
                        "CREATE MACRO to_int64(x) AS CAST(x AS BIGINT)",
                        "CREATE MACRO to_int(x) AS CAST(x AS INTEGER)",
                        "CREATE MACRO to_uint8(x) AS CAST(x AS UTINYINT)",
                        "CREATE MACRO to_uint16(x) AS CAST(x AS USMALLINT)",
                        "CREATE MACRO to_uint32(x) AS CAST(x AS UINTEGER)",
                        "CREATE MACRO to_uint64(x) AS CAST(x AS UBIGINT)",
                        "CREATE MACRO to_float32(x) AS CAST(x AS FLOAT)",
                        "CREATE MACRO to_float64(x) AS CAST(x AS DOUBLE)",
                        "CREATE MACRO to_float(x) AS CAST(x AS DOUBLE)",
                        "CREATE MACRO to_string(x) AS CAST(x AS VARCHAR)",
                        "CREATE MACRO to_bool(x) AS CAST(x AS BOOLEAN)",
                        "CREATE MACRO to_date(x) AS CAST(x AS DATE)",
                        "CREATE MACRO to_datetime(x) AS CAST(x AS TIMESTAMP_S)",
                        "CREATE MACRO to_time(x) AS CAST(x AS TIMESTAMP_MS)",
                        "CREATE MACRO to_datetime64(x, p) AS CAST(x AS TIMESTAMP_MS)",
                        "CREATE MACRO to_uuid(x) AS CAST(x AS UUID)",
                        "CREATE MACRO to_start_of_minute(x) AS date_trunc('minute', x)",
                        "CREATE MACRO to_start_of_hour(x) AS date_trunc('hour', x)",
                        "CREATE MACRO to_start_of_day(x) AS date_trunc('day', x)",
                        "CREATE MACRO to_start_of_month(x) AS date_trunc('month', x)",
                        "CREATE MACRO to_year(x) AS year(x)",
                        "CREATE MACRO to_month(x) AS month(x)",
                        "CREATE MACRO is_null(x) AS x IS NULL",
                        "CREATE MACRO is_not_null(x) AS x IS NOT NULL",
                        "CREATE MACRO is_nan(x) AS isnan(x)",
                        "CREATE MACRO uniq(x) AS count(DISTINCT x)",
                        "CREATE MACRO uniq_exact(x) AS count(DISTINCT x)",
                        "CREATE MACRO count_distinct(x) AS count(DISTINCT x)",
                        "CREATE MACRO group_uniq_array(x) AS list(DISTINCT x)",
                        "CREATE MACRO sum_if(x, c) AS sum(x) FILTER (WHERE c)",
                        "CREATE MACRO avg_if(x, c) AS avg(x) FILTER (WHERE c)",
                        "CREATE MACRO min_if(x, c) AS min(x) FILTER (WHERE c)",
                        "CREATE MACRO max_if(x, c) AS max(x) FILTER (WHERE c)",
                        "CREATE MACRO earliest_timestamp() AS TIMESTAMP '1970-01-01 00:00:00'",
                        "CREATE MACRO earliest_ts() AS TIMESTAMP '1970-01-01 00:00:00'"));
    }
}
