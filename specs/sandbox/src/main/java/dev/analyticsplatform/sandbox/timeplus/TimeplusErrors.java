package dev.analyticsplatform.sandbox.timeplus;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.sql.SqlFailure;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import java.util.Set;

/**
 * Timeplus's {@code ErrorResponse}: a number, a text, and which part of the system speaks.
 *
 * <p>The engine numbers its errors itself; the application server uses the HTTP status.
 */
final class TimeplusErrors {
    static final int NO_SUCH_COLUMN = 16;
    static final int SYNTAX = 62;
    static final int UNKNOWN_STREAM = 60;
    static final int STREAM_EXISTS = 57;
    static final int HAS_DEPENDENTS = 630;

    /** Faults of the request that the server reports as its own. */
    private static final Set<Integer> FIVE_HUNDRED = Set.of(STREAM_EXISTS, UNKNOWN_STREAM, HAS_DEPENDENTS);

    private static final String ENGINE = "proton";

    private TimeplusErrors() {}

    static ObjectNode body(Refusal refusal) {
        ObjectNode body = Json.object();
        boolean engine = !refusal.type().isEmpty();
        body.put("code", engine ? Integer.parseInt(refusal.type()) : refusal.status());
        body.put("message", refusal.text());
        body.put("system", engine ? ENGINE : "neutron");
        return body;
    }

    /** An error of the SQL engine, by its number. */
    static Refusal engine(int code, String message) {
        return new Refusal(FIVE_HUNDRED.contains(code) ? 500 : 400, Integer.toString(code), message);
    }

    static Refusal notModelled(String what) {
        return engine(48, what + ": not modelled by the sandbox");
    }

    static Refusal unknownStream(String name) {
        return engine(UNKNOWN_STREAM, "Stream default." + name + " doesn't exist");
    }

    static Refusal exists(String name) {
        return engine(STREAM_EXISTS, "stream '" + name + "' exists");
    }

    /** An error of the application server. */
    static Refusal invalid(String message) {
        return new Refusal(400, "", message);
    }

    /** A missing resource is told by the status alone. */
    static Refusal notFound() {
        return new Refusal(404, "", "not found");
    }

    /** @param at where the statement goes wrong, from 0 */
    static Refusal syntax(String sql, int at, String reason) {
        int place = Math.min(Math.max(at, 0), sql.length());
        String rest = sql.substring(place);
        String shown = rest.isBlank() ? "end of query" : "'" + rest.substring(0, Math.min(rest.length(), 40)) + "'";
        return engine(
                SYNTAX,
                "Syntax error: failed at position " + (place + 1) + " (" + shown + ")"
                        + (reason.isEmpty() ? "" : ": " + reason));
    }

    /** @param sql the statement as its author wrote it */
    static Refusal of(SqlFailure failure, String sql, int position) {
        if (failure.kind() == SqlFailure.Kind.SYNTAX) {
            return syntax(sql, position < 0 ? sql.length() : position, String.valueOf(failure.getMessage()));
        }
        return engine(code(failure), String.valueOf(failure.getMessage()));
    }

    static int code(SqlFailure failure) {
        return switch (failure.kind()) {
            case SYNTAX -> SYNTAX;
            case NO_SUCH_TABLE -> UNKNOWN_STREAM;
            case NO_SUCH_COLUMN -> 47;
            case NO_SUCH_FUNCTION -> 46;
            case ALREADY_EXISTS -> STREAM_EXISTS;
            case BINDING -> 456;
            case TYPE -> 43;
            case VALUE -> 6;
            case NOT_ALLOWED -> 48;
            case RUNTIME -> 1001;
            case CANCELLED -> 394;
        };
    }
}
