package dev.analyticsplatform.sandbox.deltastream;

import dev.analyticsplatform.sandbox.sql.SqlFailure;

/** A statement that failed: HTTP 200 with a code of {@link SqlState} and a message. */
final class SqlError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String state;

    SqlError(String state, String message) {
        super(message, null, false, false);
        this.state = state;
    }

    static SqlError syntax(String message) {
        return new SqlError(SqlState.SYNTAX, message);
    }

    /** Puts a failure of the engine into the vendor's codes, of which there are none for values and types. */
    static SqlError of(SqlFailure failure) {
        String state = switch (failure.kind()) {
            case NO_SUCH_TABLE -> SqlState.NO_RELATION;
            case NO_SUCH_FUNCTION -> SqlState.NO_FUNCTION;
            case NOT_ALLOWED -> SqlState.NOT_SUPPORTED;
            case ALREADY_EXISTS -> SqlState.DUPLICATE;
            case CANCELLED -> SqlState.CANCELLED;
            case SYNTAX, NO_SUCH_COLUMN, BINDING, TYPE, VALUE -> SqlState.SYNTAX;
            case RUNTIME -> SqlState.INTERNAL;
        };
        return new SqlError(state, String.valueOf(failure.getMessage()));
    }

    String state() {
        return state;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
