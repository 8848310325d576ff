package dev.analyticsplatform.sandbox.timeplus;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows on their way into a stream: checked against its columns, as texts that the engine casts. One thread's. */
final class StreamRows {
    private final StreamTable table;
    private final Map<String, String> defaults;
    private final List<StreamColumn> given = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final List<@Nullable String[]> texts = new ArrayList<>();

    /** @param defaults an SQL expression for each column that an event leaves out or has no value for */
    StreamRows(StreamTable table, Map<String, String> defaults) {
        this.table = table;
        this.defaults = defaults;
    }

    /**
     * Names the next column of rows of values.
     *
     * @throws dev.analyticsplatform.sandbox.vendor.Refusal if the stream has none of this name, or it was named before
     */
    void column(String name) {
        StreamColumn column = table.column(name);
        if (column == null) {
            throw TimeplusErrors.engine(
                    TimeplusErrors.NO_SUCH_COLUMN, "No such column " + name + " in stream default." + table.name());
        }
        if (places.putIfAbsent(name, given.size()) != null) {
            throw TimeplusErrors.engine(15, "Column " + name + " is named twice");
        }
        given.add(column);
    }

    /** Adds a row of values in the order of the columns. */
    void row(JsonNode values) {
        if (!values.isArray() || values.size() != given.size()) {
            throw TimeplusErrors.engine(
                    27,
                    "Cannot parse input: row " + texts.size() + " has " + values.size() + " values for " + given.size()
                            + " columns");
        }
        @Nullable String[] row = new @Nullable String[given.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = CellReader.read(
                    values.get(i), given.get(i).type(), given.get(i).name());
        }
        texts.add(row);
    }

    /** Adds an event, whose members are columns. */
    void event(JsonNode event) {
        if (!event.isObject()) {
            throw TimeplusErrors.engine(27, "Cannot parse input: expected a JSON object, got " + event.getNodeType());
        }
        for (Map.Entry<String, JsonNode> member : event.properties()) {
            if (!places.containsKey(member.getKey())) {
                column(member.getKey());
            }
        }
        @Nullable String[] row = new @Nullable String[given.size()];
        for (Map.Entry<String, JsonNode> member : event.properties()) {
            int place = places.getOrDefault(member.getKey(), 0);
            row[place] = CellReader.read(member.getValue(), given.get(place).type(), member.getKey());
        }
        texts.add(row);
    }

    boolean isEmpty() {
        return texts.isEmpty();
    }

    /** Returns how many columns the table of texts has: one for the number, and one for each that was named. */
    int width() {
        return given.size() + 1;
    }

    /** Returns the rows, each led by its place from 1. */
    Iterable<@Nullable String[]> texts() {
        return () -> new java.util.Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < texts.size();
            }

            @Override
            public @Nullable String[] next() {
                if (!hasNext()) {
                    throw new java.util.NoSuchElementException();
                }
                @Nullable String[] row = texts.get(next++);
                @Nullable String[] numbered = new @Nullable String[width()];
                numbered[0] = Integer.toString(next);
                System.arraycopy(row, 0, numbered, 1, row.length);
                return numbered;
            }
        };
    }

    /** Returns the statement that moves the texts into the stream's table. */
    String insert(String quoted, long last) {
        StringBuilder values = new StringBuilder();
        String number = "CAST(c0 AS BIGINT) + " + last;
        for (StreamColumn column : table.columns()) {
            Integer place = places.get(column.name());
            String fallback = defaults.getOrDefault(column.name(), "NULL");
            String text = place == null ? fallback : value(column, "c" + (place + 1), fallback);
            values.append(", ").append(text).append(" AS ").append(SqlTexts.name(column.name()));
        }
        return "INSERT INTO " + quoted + " SELECT " + number + values + " FROM incoming";
    }

    private static String value(StreamColumn column, String text, String fallback) {
        String type = column.type().sql();
        String cast = column.type().bare().isNested()
                ? "CAST(CAST(" + text + " AS JSON) AS " + type + ")"
                : type.equals("VARCHAR") ? text : "CAST(" + text + " AS " + type + ")";
        return column.type().isNullable() ? cast : "coalesce(" + cast + ", " + fallback + ")";
    }
}
