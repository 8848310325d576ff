package dev.analyticsplatform.sandbox.rockset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.analyticsplatform.sandbox.sql.SqlFailure;
import dev.analyticsplatform.sandbox.sql.SqlValue;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Parameters of a query: every value travels as text, beside the name of its type. */
final class QueryParameters {
    private QueryParameters() {}

    /**
     * Reads an array of parameters into a map; a later one of the same name wins. Those without a name belong to the
     * question marks of the statement, in order: the vendor's JDBC driver sends them so.
     */
    static Map<String, SqlValue> read(JsonNode parameters) {
        Map<String, SqlValue> values = new LinkedHashMap<>();
        int unnamed = 0;
        for (JsonNode parameter : parameters) {
            String name = parameter.hasNonNull("name") ? parameter.get("name").asText() : "?" + ++unnamed;
            String type = parameter.path("type").asText();
            values.put(name, value(name, type, parameter.path("value").asText()));
        }
        return values;
    }

    private static SqlValue value(String name, String type, String text) {
        try {
            return typed(type.toLowerCase(Locale.ROOT), text);
        } catch (NumberFormatException | DateTimeException | SqlFailure | JsonProcessingException e) {
            throw RocksetErrors.invalid("Parameter '" + name + "': the value is no " + type + ": " + excerpt(text));
        }
    }

    private static String excerpt(String text) {
        return text.length() <= 100 ? "'" + text + "'" : "'" + text.substring(0, 100) + "'...";
    }

    private static SqlValue typed(String type, String text) throws JsonProcessingException {
        if (type.equals("null")) {
            return SqlValue.NULL;
        }
        if (text.startsWith("{")) {
            JsonNode json = readIfJson(text);
            if (RocksetValues.isExtended(json)) {
                return typed(RocksetValues.type(json), json.get("value").asText());
            }
        }
        return switch (type) {
            case "bool", "boolean" -> bool(text);
            case "int", "integer", "u256" -> SqlValue.of(new BigInteger(text.strip()));
            case "float", "double", "number" -> number(text.strip());
            case "date" -> SqlValue.of(LocalDate.parse(text));
            case "time" -> SqlValue.of(LocalTime.parse(text));
            case "datetime", "timestamp" -> moment(text);
            case "object", "array", "json" -> SqlValue.of(Json.MAPPER.readTree(text));
            default -> SqlValue.of(text);
        };
    }

    private static JsonNode readIfJson(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return Json.object();
        }
    }

    private static SqlValue bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> SqlValue.of(true);
            case "false" -> SqlValue.of(false);
            default -> throw new DateTimeException("neither true nor false");
        };
    }

    private static SqlValue number(String text) {
        return switch (text) {
            case "NaN", "Infinity", "-Infinity" -> SqlValue.of(Double.parseDouble(text));
            default -> SqlValue.of(Json.MAPPER.getNodeFactory().numberNode(new BigDecimal(text)));
        };
    }

    private static SqlValue moment(String text) {
        String iso = text.replace(' ', 'T');
        TemporalAccessor parsed =
                DateTimeFormatter.ISO_DATE_TIME.parseBest(iso, OffsetDateTime::from, LocalDateTime::from);
        return parsed instanceof OffsetDateTime instant
                ? SqlValue.of(instant.withOffsetSameInstant(ZoneOffset.UTC))
                : SqlValue.of((LocalDateTime) parsed);
    }
}
