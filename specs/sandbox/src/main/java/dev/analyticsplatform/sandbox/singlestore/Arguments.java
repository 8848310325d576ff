package dev.analyticsplatform.sandbox.singlestore;

import com.fasterxml.jackson.databind.JsonNode;
import dev.analyticsplatform.sandbox.sql.SqlFailure;
import dev.analyticsplatform.sandbox.sql.SqlValue;
import java.util.ArrayList;
import java.util.List;

/** The values of question marks. Numbers go through floating point, as at the vendor; booleans are 0 and 1. */
final class Arguments {
    private static final double LONG = 0x1p63;

    private Arguments() {}

    static List<SqlValue> read(JsonNode args) {
        List<SqlValue> values = new ArrayList<>();
        for (JsonNode arg : args) {
            values.add(value(arg));
        }
        return values;
    }

    private static SqlValue value(JsonNode arg) {
        if (arg.isNull()) {
            return SqlValue.NULL;
        } else if (arg.isBoolean()) {
            return SqlValue.of(arg.booleanValue() ? 1L : 0L);
        } else if (arg.isNumber()) {
            double number = arg.doubleValue();
            boolean whole = number == Math.rint(number) && Math.abs(number) < LONG;
            return whole ? SqlValue.of((long) number) : SqlValue.of(number);
        } else if (arg.isTextual()) {
            try {
                return SqlValue.of(arg.textValue());
            } catch (SqlFailure e) {
                throw SqlErrors.of(1366, "Incorrect string value: " + e.getMessage());
            }
        }
        throw SqlErrors.of(1210, "An argument is a number, a text, a boolean or null, and no array or object");
    }
}
