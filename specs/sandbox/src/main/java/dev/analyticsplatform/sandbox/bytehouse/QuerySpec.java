package dev.analyticsplatform.sandbox.bytehouse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Exchange;

/**
 * What a request asks to run.
 *
 * @param sql one or more statements
 * @param session the session that it belongs to; empty for none
 * @param warehouse the warehouse to run it; empty for the default
 * @param queryId the caller's name for it; empty for none
 * @param async whether it runs in the background from the first
 * @param switchSeconds seconds after which it goes on in the background; 0 for never
 * @param mostRows most rows of each result; 0 for all
 * @param user who runs it
 */
record QuerySpec(
        String sql,
        String session,
        String warehouse,
        String queryId,
        boolean async,
        long switchSeconds,
        long mostRows,
        long user) {
    static QuerySpec read(Exchange exchange, boolean async) {
        ObjectNode body = exchange.body();
        long switchSeconds = body.path("asyncModeSwitchAfterInSec").asLong();
        long mostRows = body.path("maxRowsReturn").asLong();
        if (switchSeconds < 0 || mostRows < 0) {
            throw ByteHouseErrors.invalid("asyncModeSwitchAfterInSec and maxRowsReturn must not be negative");
        }
        return new QuerySpec(
                body.path("query").asText(),
                exchange.header("X-QuerySession-ID").orElse(""),
                body.path("vwID").asText(""),
                body.path("queryID").asText(""),
                async,
                switchSeconds,
                mostRows,
                Tenant.user(exchange));
    }
}
