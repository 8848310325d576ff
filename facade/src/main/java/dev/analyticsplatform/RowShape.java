package dev.analyticsplatform;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of a row, shared by all rows of one shape, and where errors of its values happened. */
final class RowShape {

    private final List<String> names;
    private final Map<String, Integer> positions;
    private final boolean declared;
    private final ErrorContext context;

    RowShape(List<String> names, boolean declared, ErrorContext context) {
        this.names = List.copyOf(names);
        this.declared = declared;
        this.context = context;
        this.positions = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            positions.putIfAbsent(names.get(i), i);
        }
    }

    List<String> names() {
        return names;
    }

    int indexOf(String name) {
        Integer position = positions.get(name);
        return position == null ? -1 : position;
    }

    /** Where the vendor declares columns an unknown name is a mistake; elsewhere a row may just lack it. */
    void requireOpen(String name) {
        if (declared) {
            throw new IllegalArgumentException("the result has no column " + name + "; it has " + names);
        }
    }

    ErrorContext context() {
        return context;
    }

    boolean declared() {
        return declared;
    }

    <T> @Nullable T convert(String name, @Nullable Object value, Class<T> type) {
        try {
            return Conversions.convert(value, type);
        } catch (ArithmeticException | ClassCastException | java.time.DateTimeException mismatch) {
            throw error("column " + name + ": " + mismatch.getMessage(), mismatch);
        }
    }

    ProtocolException error(String message, @Nullable Throwable cause) {
        return new ProtocolException(context, message, cause);
    }
}
