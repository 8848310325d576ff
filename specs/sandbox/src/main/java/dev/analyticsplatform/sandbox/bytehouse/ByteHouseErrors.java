package dev.analyticsplatform.sandbox.bytehouse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.sql.SqlFailure;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.Refusal;

/** The error form: a message, and an object with the same message; for SQL with the engine's number and name too. */
final class ByteHouseErrors {
    /** Errors of SQL, with the numbers that ClickHouse gives them. */
    enum Code {
        NOT_FOUND_COLUMN_IN_BLOCK(10),
        NO_SUCH_COLUMN_IN_TABLE(16),
        CANNOT_PARSE_INPUT_ASSERTION_FAILED(27),
        BAD_ARGUMENTS(36),
        UNKNOWN_FUNCTION(46),
        UNKNOWN_IDENTIFIER(47),
        NOT_IMPLEMENTED(48),
        UNKNOWN_TYPE(50),
        TYPE_MISMATCH(53),
        TABLE_ALREADY_EXISTS(57),
        UNKNOWN_TABLE(60),
        SYNTAX_ERROR(62),
        ARGUMENT_OUT_OF_BOUND(69),
        UNKNOWN_FORMAT(73),
        UNKNOWN_DATABASE(81),
        DATABASE_ALREADY_EXISTS(82),
        INCORRECT_DATA(117),
        UNKNOWN_FIELD(117),
        QUERY_WITH_SAME_ID_IS_ALREADY_RUNNING(216),
        QUERY_WAS_CANCELLED(394),
        FUNCTION_THROW_IF_VALUE_IS_NON_ZERO(395),
        UNKNOWN_ROLE(511),
        DUPLICATE_COLUMN(15),
        ILLEGAL_COLUMN(44),
        VIRTUAL_WAREHOUSE_NOT_RUNNING(1010),
        RUNTIME(1001);

        final int number;

        Code(int number) {
            this.number = number;
        }
    }

    private ByteHouseErrors() {}

    static ObjectNode body(Refusal refusal) {
        ObjectNode body = Json.object();
        body.put("message", refusal.text());
        ObjectNode error = body.putObject("error");
        error.setAll(refusal.details());
        error.put("message", refusal.text());
        return body;
    }

    /** Makes the refusal of a statement. */
    static Refusal sql(Code code, String message) {
        return new Refusal(
                400,
                code.name(),
                "Code: " + code.number + ". DB::Exception: " + message + " (" + code.name() + ")",
                Json.object().put("code", code.number).put("name", code.name()));
    }

    /** Puts into the vendor's numbers what the engine says. */
    static Refusal sql(SqlFailure failure) {
        return sql(code(failure), String.valueOf(failure.getMessage()));
    }

    private static Code code(SqlFailure failure) {
        return switch (failure.kind()) {
            case SYNTAX, BINDING -> Code.SYNTAX_ERROR;
            case NO_SUCH_TABLE -> Code.UNKNOWN_TABLE;
            case NO_SUCH_COLUMN -> Code.UNKNOWN_IDENTIFIER;
            case NO_SUCH_FUNCTION ->
                String.valueOf(failure.getMessage()).contains("does not exist")
                        ? Code.UNKNOWN_FUNCTION
                        : Code.TYPE_MISMATCH;
            case ALREADY_EXISTS -> Code.TABLE_ALREADY_EXISTS;
            case TYPE -> Code.TYPE_MISMATCH;
            case VALUE -> Code.CANNOT_PARSE_INPUT_ASSERTION_FAILED;
            case NOT_ALLOWED -> Code.NOT_IMPLEMENTED;
            case CANCELLED -> Code.QUERY_WAS_CANCELLED;
            case RUNTIME -> Code.RUNTIME;
        };
    }

    static Refusal syntax(String message) {
        return sql(Code.SYNTAX_ERROR, "Syntax error: " + message);
    }

    static Refusal invalid(String message) {
        return new Refusal(400, "", message);
    }

    static Refusal notFound(String message) {
        return new Refusal(404, "", message);
    }
}
