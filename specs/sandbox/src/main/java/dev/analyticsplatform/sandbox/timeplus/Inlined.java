package dev.analyticsplatform.sandbox.timeplus;

/** Writes the numbers between which a plan reads into its text, where a statement takes no parameters. */
final class Inlined {
    private Inlined() {}

    static String sql(QueryPlan plan, long[] from, long[] to) {
        String sql = plan.sql();
        for (int i = plan.sources().size() - 1; i >= 0; i--) {
            sql = sql.replace(":" + StreamTable.from(i), Long.toString(from[i]))
                    .replace(":" + StreamTable.to(i), Long.toString(to[i]));
        }
        return sql;
    }
}
