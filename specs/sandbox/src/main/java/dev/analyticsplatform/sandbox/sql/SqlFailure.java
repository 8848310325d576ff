package dev.analyticsplatform.sandbox.sql;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Tells why the engine refused or gave up a statement, in words fit for the person who wrote it. */
public final class SqlFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong, coarse enough to choose a vendor's error by. */
    public enum Kind {
        /** The text is no statement, or is more than one. */
        SYNTAX,
        /** A table, view, collection or schema does not exist. */
        NO_SUCH_TABLE,
        /** A column or member does not exist, or the name fits several. */
        NO_SUCH_COLUMN,
        /** A function does not exist, or not for these arguments. */
        NO_SUCH_FUNCTION,
        /** Something with this name is there already. */
        ALREADY_EXISTS,
        /** A parameter has no value, or the number of values does not fit. */
        BINDING,
        /** The parts of the statement do not fit together by type or by rule. */
        TYPE,
        /** A value cannot be stored or converted. */
        VALUE,
        /** The statement is of a kind that the sandbox does not run. */
        NOT_ALLOWED,
        /** The statement failed while it ran. */
        RUNTIME,
        /** The statement was cancelled. */
        CANCELLED
    }

    private final Kind kind;
    private final int line;
    private final int column;

    SqlFailure(Kind kind, String message) {
        this(kind, message, 0, 0, null);
    }

    SqlFailure(Kind kind, String message, int line, int column, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.line = line;
        this.column = column;
    }

    /** Returns what went wrong. */
    public Kind kind() {
        return kind;
    }

    /** Returns the line in the statement as it was given, from 1; empty if it is not known. */
    public OptionalInt line() {
        return line > 0 ? OptionalInt.of(line) : OptionalInt.empty();
    }

    /** Returns the column in that line, from 1; empty if it is not known. */
    public OptionalInt column() {
        return column > 0 ? OptionalInt.of(column) : OptionalInt.empty();
    }
}
