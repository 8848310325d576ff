package dev.analyticsplatform.sandbox.rockset;

/** A cursor: a position in the results of one query, in a form that tells callers nothing. */
final class ResultCursor {
    private static final int RADIX = 36;

    private ResultCursor() {}

    static String at(QueryRun run, long position) {
        return tag(run) + "c" + Long.toString(position, RADIX);
    }

    static long position(QueryRun run, String cursor) {
        String prefix = tag(run) + "c";
        try {
            if (cursor.startsWith(prefix)) {
                long position = Long.parseLong(cursor.substring(prefix.length()), RADIX);
                if (position >= 0) {
                    return position;
                }
            }
        } catch (NumberFormatException e) {
            // told below, with the other cursors that are none
        }
        throw RocksetErrors.invalid("'" + cursor + "' is no cursor of query " + run.id);
    }

    private static String tag(QueryRun run) {
        return run.id.split(":", -1)[1];
    }
}
