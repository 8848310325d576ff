package dev.analyticsplatform.deltastream;

import com.google.gson.stream.MalformedJsonException;
import dev.analyticsplatform.Column;
import dev.analyticsplatform.DataType;
import dev.analyticsplatform.engine.rows.CellText;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Types by their names in SQL, and cells, which are texts whatever their type. */
final class DeltaStreamValues {

    private static final Pattern TYPE_NAME = Pattern.compile("[\\w ,()<>\"]+");

    private DeltaStreamValues() {}

    /** The portable type of a column. */
    static DataType type(String vendorType) {
        String text = vendorType.strip().toUpperCase(Locale.ROOT);
        String word = text.split("[^A-Z_]", 2)[0];
        return switch (word) {
            case "BOOLEAN" -> DataType.BOOLEAN;
            case "TINYINT", "SMALLINT", "INT", "INTEGER", "BIGINT" -> DataType.INTEGER;
            case "DECIMAL", "DEC", "NUMERIC" -> DataType.DECIMAL;
            case "FLOAT", "DOUBLE" -> DataType.DOUBLE;
            case "VARCHAR", "CHAR", "STRING" -> DataType.STRING;
            case "VARBINARY", "BINARY", "BYTES" -> DataType.BYTES;
            case "DATE" -> DataType.DATE;
            case "TIME" -> DataType.TIME;
            case "TIMESTAMP_TZ", "TIMESTAMP_LTZ" -> DataType.TIMESTAMP_WITH_TIME_ZONE;
            case "TIMESTAMP" ->
                text.contains("ZONE") && !text.contains("WITHOUT")
                        ? DataType.TIMESTAMP_WITH_TIME_ZONE
                        : DataType.TIMESTAMP;
            case "ARRAY" -> DataType.ARRAY;
            case "MAP", "STRUCT" -> DataType.OBJECT;
            default -> DataType.UNKNOWN;
        };
    }

    /**
     * The type of a column to be created.
     *
     * @throws IllegalArgumentException if DeltaStream needs to know more than the portable type says
     */
    static String sqlType(Column column) {
        if (!column.vendorType().isBlank()) {
            if (!isOneType(column.vendorType())) {
                throw new IllegalArgumentException(
                        "the vendor type of column " + column.name() + " is no name of a type");
            }
            return column.vendorType();
        }
        return switch (column.type()) {
            case BOOLEAN -> "BOOLEAN";
            case INTEGER -> "BIGINT";
            case DECIMAL -> "DECIMAL(38, 18)";
            case DOUBLE -> "DOUBLE";
            case STRING -> "VARCHAR";
            case BYTES -> "VARBINARY";
            case DATE -> "DATE";
            case TIME -> "TIME";
            case TIMESTAMP -> "TIMESTAMP";
            case TIMESTAMP_WITH_TIME_ZONE -> "TIMESTAMP_LTZ";
            case ARRAY, OBJECT, UNKNOWN ->
                throw new IllegalArgumentException("column " + column.name() + " of type " + column.type()
                        + " needs a vendor type, such as ARRAY<VARCHAR> or STRUCT<city VARCHAR>: "
                        + "new Column(name, type, vendorType)");
        };
    }

    /** A type and nothing behind it: no word of it may begin another column or end the list of columns. */
    private static boolean isOneType(String text) {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' || c == '<' ? 1 : c == ')' || c == '>' ? -1 : 0;
            if (depth < 0 || (depth == 0 && c == ',')) {
                return false;
            }
        }
        return depth == 0 && TYPE_NAME.matcher(text).matches();
    }

    /** The value of a cell. */
    static @Nullable Object read(DataType type, @Nullable Object cell) throws IOException {
        if (cell == null) {
            return null;
        }
        if (cell instanceof String text) {
            return CellText.read(type, text);
        }
        throw new MalformedJsonException("a cell is neither a text nor null");
    }
}
