package dev.analyticsplatform.sandbox.timeplus;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.sql.SqlValue;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A query that is understood and fits what there is. Immutable.
 *
 * @param original as its author wrote it
 * @param sql for the engine; the numbers between which it reads of each source are parameters
 * @param sources the streams of which it reads what comes; none if it is finite
 * @param used what it names
 * @param header its columns
 * @param aggregates whether it makes one row of many
 * @param fromEarliest whether it begins with the first row there is
 * @param limit how many rows an unbounded query sends before it ends; -1 for no end
 * @param analysis what the server says of the query
 */
record QueryPlan(
        String original,
        String sql,
        List<StreamTable> sources,
        Map<String, Relation> used,
        List<StreamColumn> header,
        boolean aggregates,
        boolean fromEarliest,
        long limit,
        ObjectNode analysis) {
    boolean isStreaming() {
        return !sources.isEmpty();
    }

    /** Returns the numbers of the last rows. */
    long[] last() {
        return sources.stream().mapToLong(StreamTable::last).toArray();
    }

    Map<String, SqlValue> between(long[] from, long[] to) {
        Map<String, SqlValue> parameters = new LinkedHashMap<>();
        for (int i = 0; i < sources.size(); i++) {
            parameters.put(StreamTable.from(i), SqlValue.of(from[i]));
            parameters.put(StreamTable.to(i), SqlValue.of(to[i]));
        }
        return parameters;
    }

    /** Returns the columns as answers show them. */
    ArrayNode headerJson() {
        ArrayNode columns = Json.array();
        for (StreamColumn column : header) {
            columns.addObject()
                    .put("name", column.name())
                    .put("type", column.type().toString());
        }
        return columns;
    }
}
