package dev.analyticsplatform;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of a row, shared by all rows of one shape, and where errors of its values happened. */
final class RowShape {

    private final List<String> names;
    private final Map<String, Integer> positions;
    private final List<Column> declared;
    private final ErrorContext context;

    RowShape(List<String> names, List<Column> declared, ErrorContext context) {
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

    /**
     * Where the vendor declares columns, a name that is none of them is a mistake; elsewhere, and of the declared
     * columns, a row may just lack it.
     *
     * @param spellings of one name; the first is shown
     */
    void requireKnown(String... spellings) {
        if (!declared.isEmpty() && Arrays.stream(spellings).noneMatch(this::isKnown)) {
            throw new IllegalArgumentException("the result has no column " + spellings[0] + "; it has "
                    + declared.stream().map(Column::name).toList());
        }
    }

    private boolean isKnown(String name) {
        return indexOf(name) >= 0
                || declared.stream().anyMatch(column -> column.name().equals(name));
    }

    ErrorContext context() {
        return context;
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
