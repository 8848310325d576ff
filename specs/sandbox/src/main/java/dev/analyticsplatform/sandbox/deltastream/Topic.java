package dev.analyticsplatform.sandbox.deltastream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.sql.SqlEngine;
import dev.analyticsplatform.sandbox.sql.SqlValue;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A topic with one partition: a log of records in a table of the engine, each under its offset.
 *
 * <p>Column {@code k} holds the key, a text without its quotes; {@code v} the value as JSON, as it came; {@code x},
 * where there is one, the same value with all numbers as text that the engine would round. Thread-safe.
 */
final class Topic {
    static final String SCHEMA = "topics";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String UNNEST = "unnest(from_json(?, '[\"VARCHAR\"]'))";
    private static final int LONG_BITS = 63;

    private final SqlEngine sql;
    private final String name;
    private final String table;
    private final Instant createdAt;
    private final AtomicLong next = new AtomicLong();

    /** A record as it is sent; null members are JSON null. */
    record Message(JsonNode key, JsonNode value) {}

    Topic(SqlEngine sql, String name, long id, Instant createdAt) {
        this.sql = sql;
        this.name = name;
        this.createdAt = createdAt;
        table = Sql.name(SCHEMA) + "." + Sql.name("t" + id);
        sql.execute(
                "CREATE TABLE " + table + " (off BIGINT, arrived TIMESTAMPTZ, k VARCHAR, v VARCHAR, x VARCHAR)",
                List.of());
    }

    String name() {
        return name;
    }

    String table() {
        return table;
    }

    Instant createdAt() {
        return createdAt;
    }

    /** Returns the offset that the next record will get. */
    long end() {
        return next.get();
    }

    /** Adds records and returns the offset of the first. */
    synchronized long append(List<Message> messages, Instant now) {
        ArrayNode keys = Json.array();
        ArrayNode values = Json.array();
        ArrayNode exact = Json.array();
        boolean rounded = false;
        for (Message message : messages) {
            JsonNode value = message.value();
            boolean rounds = rounds(value);
            rounded |= rounds;
            keys.add(message.key().isTextual() ? message.key() : json(message.key()));
            values.add(json(value));
            exact.add(rounds ? json(exact(value)) : JSON.nullNode());
        }
        long first = next.get();
        sql.execute(
                "INSERT INTO " + table
                        + " SELECT CAST(? AS BIGINT) + i, CAST(? AS TIMESTAMPTZ), k, v, x FROM (SELECT unnest(range("
                        + messages.size() + ")) AS i, " + UNNEST + " AS k, " + UNNEST + " AS v, "
                        + (rounded ? UNNEST : "NULL") + " AS x)",
                parameters(first, now, keys, values, rounded ? List.of(exact) : List.of()));
        next.addAndGet(messages.size());
        return first;
    }

    private static List<SqlValue> parameters(
            long first, Instant now, ArrayNode keys, ArrayNode values, List<ArrayNode> exact) {
        List<SqlValue> parameters = new ArrayList<>(List.of(
                SqlValue.of(first),
                SqlValue.of(now.atOffset(ZoneOffset.UTC)),
                SqlValue.of(keys.toString()),
                SqlValue.of(values.toString())));
        exact.forEach(texts -> parameters.add(SqlValue.of(texts.toString())));
        return parameters;
    }

    /**
     * Adds a record for each row of a query.
     *
     * @param rows a SELECT of the columns k, v and x
     */
    synchronized void appendRows(String rows, Instant now) {
        long first = next.get();
        long added = sql.execute(
                "INSERT INTO " + table
                        + " SELECT CAST(? AS BIGINT) + row_number() OVER () - 1, CAST(? AS TIMESTAMPTZ), k, v, x FROM ("
                        + rows + ")",
                List.of(SqlValue.of(first), SqlValue.of(now.atOffset(ZoneOffset.UTC))));
        next.addAndGet(added);
    }

    synchronized void drop() {
        sql.execute("DROP TABLE " + table, List.of());
    }

    private static JsonNode json(JsonNode node) {
        return node.isNull() || node.isMissingNode() ? JSON.nullNode() : JSON.textNode(node.toString());
    }

    /** Tells whether the engine would round a number of it. */
    private static boolean rounds(JsonNode node) {
        if (node.isContainerNode()) {
            for (JsonNode child : node) {
                if (rounds(child)) {
                    return true;
                }
            }
            return false;
        }
        return node.isBigDecimal()
                || (node.isBigInteger() && node.bigIntegerValue().bitLength() > LONG_BITS);
    }

    /** Returns a copy with text for each number that the engine would round. */
    private static JsonNode exact(JsonNode node) {
        if (node instanceof ArrayNode array) {
            ArrayNode copy = Json.array();
            array.forEach(element -> copy.add(exact(element)));
            return copy;
        } else if (node instanceof ObjectNode object) {
            ObjectNode copy = Json.object();
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                copy.set(member.getKey(), exact(member.getValue()));
            }
            return copy;
        }
        return rounds(node) ? JSON.textNode(node.asText()) : node;
    }
}
