package dev.analyticsplatform.sandbox.rockset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.analyticsplatform.sandbox.sql.SqlValue;
import dev.analyticsplatform.sandbox.vendor.Caller;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A query as it was asked for, from a request of its own or through a query lambda.
 *
 * @param sql the statement
 * @param parameters values by name
 * @param rowLimit most rows, where the statement sets no limit by itself
 * @param firstPage most rows in the first answer; empty for all rows in one answer, which cannot be paged
 * @param async whether to answer at once
 * @param clientTimeoutMillis how long an asynchronous query may hold the answer back to give results with it
 * @param timeoutMillis how long the query may run
 * @param virtualInstance the identifier of the virtual instance that runs it
 * @param lambda the path of the query lambda with its version; null for other queries
 * @param caller who asked
 */
record QuerySpec(
        String sql,
        Map<String, SqlValue> parameters,
        OptionalLong rowLimit,
        OptionalInt firstPage,
        boolean async,
        long clientTimeoutMillis,
        long timeoutMillis,
        String virtualInstance,
        @Nullable String lambda,
        Caller caller) {
    private static final long SYNC_LIMIT = 2 * 60 * 1000;
    private static final long ASYNC_LIMIT = 30 * 60 * 1000;
    private static final long LARGEST_FIRST_PAGE = 100_000;
    private static final int DEFAULT_PAGE = 10_000;

    /**
     * Reads what all requests for a query have in common.
     *
     * @param request the body
     * @param sqlOptions where the row limit stands: the body of a lambda's request, else its member {@code sql}
     */
    static QuerySpec read(
            JsonNode request,
            JsonNode sqlOptions,
            String sql,
            Map<String, SqlValue> parameters,
            String virtualInstance,
            @Nullable String lambda,
            Caller caller) {
        boolean async = request.path("async").asBoolean();
        JsonNode options = request.path("async_options");
        long limit = async ? ASYNC_LIMIT : SYNC_LIMIT;
        long timeout = positive("timeout_ms", first(request.path("timeout_ms"), options.path("timeout_ms")), limit);
        JsonNode rowLimit = sqlOptions.path("default_row_limit");
        return new QuerySpec(
                sql,
                parameters,
                rowLimit.isNumber()
                        ? OptionalLong.of(positive("default_row_limit", rowLimit, Long.MAX_VALUE))
                        : OptionalLong.empty(),
                firstPage(request, sqlOptions, options, async),
                async,
                Math.min(positive("client_timeout_ms", options.path("client_timeout_ms"), 0), SYNC_LIMIT),
                Math.min(timeout, limit),
                virtualInstance,
                lambda,
                caller);
    }

    private static OptionalInt firstPage(JsonNode request, JsonNode sqlOptions, JsonNode options, boolean async) {
        JsonNode asked = first(request.path("max_initial_results"), options.path("max_initial_results"));
        if (!asked.isNumber()) {
            asked = sqlOptions.path("initial_paginate_response_doc_count");
        }
        if (asked.isNumber()) {
            long most = asked.asLong();
            if (most < 0 || most > LARGEST_FIRST_PAGE) {
                throw RocksetErrors.invalid("max_initial_results is " + asked + "; it has to be from 0 to 100000");
            }
            return OptionalInt.of((int) most);
        }
        return async || sqlOptions.path("paginate").asBoolean() ? OptionalInt.of(DEFAULT_PAGE) : OptionalInt.empty();
    }

    private static JsonNode first(JsonNode one, JsonNode other) {
        return one.isNumber() ? one : other;
    }

    private static long positive(String name, JsonNode number, long fallback) {
        if (!number.isNumber()) {
            return fallback;
        }
        if (number.asLong() < 0) {
            throw RocksetErrors.invalid(name + " is " + number + "; it cannot be negative");
        }
        return number.asLong();
    }
}
