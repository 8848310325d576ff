package dev.analyticsplatform.sandbox.bytehouse;

import dev.analyticsplatform.sandbox.sql.SqlDialect;
import java.util.ArrayList;
import java.util.List;

/** Common functions of the vendor that the engine lacks, or has under another name; not all of its functions. */
final class Dialect {
    /** The database that is in use unless a statement or session says otherwise. */
    static final String DEFAULT_DATABASE = "default";

    private Dialect() {}

    static SqlDialect create() {
        List<String> macros = new ArrayList<>(List.of(
                "CREATE MACRO countIf(c) AS count(*) FILTER (WHERE c)",
                "CREATE MACRO sumIf(x, c) AS sum(x) FILTER (WHERE c)",
                "CREATE MACRO avgIf(x, c) AS avg(x) FILTER (WHERE c)",
                "CREATE MACRO minIf(x, c) AS min(x) FILTER (WHERE c)",
                "CREATE MACRO maxIf(x, c) AS max(x) FILTER (WHERE c)",
                "CREATE MACRO \"~uniq\"(x) AS count(DISTINCT x)",
                "CREATE MACRO \"~position_ci\"(x, y) AS strpos(lower(x), lower(y))",
                "CREATE MACRO position(x, y) AS strpos(x, y)",
                "CREATE MACRO intDiv(x, y) AS CAST(trunc(x / y) AS BIGINT)",
                "CREATE MACRO empty(x) AS length(x) = 0",
                "CREATE MACRO notEmpty(x) AS length(x) > 0",
                "CREATE MACRO has(x, y) AS list_contains(x, y)",
                "CREATE MACRO dateDiff(u, x, y) AS date_diff(u, x, y)",
                "CREATE MACRO toString(x) AS CAST(x AS VARCHAR)",
                "CREATE MACRO toDate(x) AS CAST(x AS DATE)",
                "CREATE MACRO toDateTime(x) AS CAST(x AS TIMESTAMP_S)",
                "CREATE MACRO toDateTime64(x, p) AS CAST(x AS TIMESTAMP)",
                "CREATE MACRO toUUID(x) AS CAST(x AS UUID)",
                "CREATE MACRO toYYYYMM(x) AS year(x) * 100 + month(x)",
                "CREATE MACRO toYYYYMMDD(x) AS year(x) * 10000 + month(x) * 100 + day(x)",
                "CREATE MACRO toYear(x) AS year(x)",
                "CREATE MACRO toMonth(x) AS month(x)",
                "CREATE MACRO toDayOfMonth(x) AS day(x)",
                "CREATE MACRO toDayOfWeek(x) AS isodow(x)",
                "CREATE MACRO toHour(x) AS hour(x)",
                "CREATE MACRO toMinute(x) AS minute(x)",
                "CREATE MACRO toSecond(x) AS second(x)",
                "CREATE MACRO toUnixTimestamp(x) AS CAST(floor(epoch(x)) AS BIGINT)",
                "CREATE MACRO toStartOfYear(x) AS CAST(date_trunc('year', x) AS DATE)",
                "CREATE MACRO toStartOfQuarter(x) AS CAST(date_trunc('quarter', x) AS DATE)",
                "CREATE MACRO toStartOfMonth(x) AS CAST(date_trunc('month', x) AS DATE)",
                "CREATE MACRO toMonday(x) AS CAST(date_trunc('week', x) AS DATE)",
                "CREATE MACRO toStartOfDay(x) AS CAST(date_trunc('day', x) AS TIMESTAMP_S)",
                "CREATE MACRO toStartOfHour(x) AS CAST(date_trunc('hour', x) AS TIMESTAMP_S)",
                "CREATE MACRO toStartOfMinute(x) AS CAST(date_trunc('minute', x) AS TIMESTAMP_S)",
                "CREATE MACRO numbers(n) AS TABLE SELECT CAST(range AS UBIGINT) AS number FROM range(n)"));
        List<String[]> conversions = List.of(
                new String[] {"toInt8", "TINYINT"},
                new String[] {"toInt16", "SMALLINT"},
                new String[] {"toInt32", "INTEGER"},
                new String[] {"toInt64", "BIGINT"},
                new String[] {"toInt128", "HUGEINT"},
                new String[] {"toUInt8", "UTINYINT"},
                new String[] {"toUInt16", "USMALLINT"},
                new String[] {"toUInt32", "UINTEGER"},
                new String[] {"toUInt64", "UBIGINT"},
                new String[] {"toFloat32", "FLOAT"},
                new String[] {"toFloat64", "DOUBLE"});
        for (String[] conversion : conversions) {
            macros.add("CREATE MACRO " + conversion[0] + "(x) AS CAST(x AS " + conversion[1] + ")");
        }
        return new SqlDialect(DEFAULT_DATABASE, macros);
    }
}
