package dev.analyticsplatform.sandbox.rockset;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.analyticsplatform.sandbox.sql.Cursor;
import dev.analyticsplatform.sandbox.sql.RowFormat;
import dev.analyticsplatform.sandbox.sql.SqlValue;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code INSERT INTO workspace.collection SELECT ...}: the rows of a query become documents of a collection.
 *
 * @param target the collection
 * @param query the query alone, standing where it stands in the statement so that errors point to the right place
 */
record InsertInto(List<String> target, String query) {
    private static final int BATCH = 5_000;
    private static final String NAME = "(?:[\\w-]+|\"[^\"]+\")";
    private static final Pattern FORM = Pattern.compile(
            "(?s)(\\s*insert\\s+into\\s+(?:(" + NAME + ")\\s*\\.\\s*)?(" + NAME + ")\\s+)((?:select|with|from)\\b.*)",
            Pattern.CASE_INSENSITIVE);

    /**
     * What an insertion did.
     *
     * @param documents how many documents it wrote
     * @param offset the offset that the collection reached
     */
    record Outcome(long documents, String offset) {}

    static InsertInto parse(String sql) {
        Matcher matcher = FORM.matcher(sql);
        if (!matcher.matches()) {
            throw RocksetErrors.notModelled(
                    "The sandbox knows INSERT INTO only as: INSERT INTO workspace.collection SELECT ...");
        }
        String workspace = matcher.group(2) == null ? Names.COMMONS : unquoted(matcher.group(2));
        return new InsertInto(
                List.of(workspace, unquoted(matcher.group(3))),
                matcher.group(1).replaceAll("[^\\n]", " ") + matcher.group(4));
    }

    private static String unquoted(String name) {
        return name.startsWith("\"") ? name.substring(1, name.length() - 1) : name;
    }

    /** Returns the part of a statement that reads: all of it unless it inserts. */
    static String reading(String sql) {
        return SqlText.isInsert(sql) ? parse(sql).query() : sql;
    }

    static Outcome run(Org org, String sql, Map<String, SqlValue> parameters, Consumer<Runnable> started) {
        InsertInto insert = parse(sql);
        org.collections.stored(insert.target());
        DocumentBatch batch = new DocumentBatch(org, insert.target());
        long documents = 0;
        try (Cursor cursor = org.sql.query(insert.query(), parameters)) {
            started.accept(cursor::cancel);
            ArrayNode rows = Json.array();
            while (cursor.next()) {
                rows.add(cursor.row(RowFormat.ISO));
                documents++;
                if (rows.size() == BATCH) {
                    batch.write(rows);
                    rows.removeAll();
                }
            }
            batch.write(rows);
        }
        WriteLog log = org.writes(insert.target());
        return new Outcome(documents, log.commit(org.setup.now(), batch.inserted(), batch.overwritten()));
    }
}
