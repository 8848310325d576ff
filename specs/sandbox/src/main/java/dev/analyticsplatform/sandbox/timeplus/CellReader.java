package dev.analyticsplatform.sandbox.timeplus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From a value in an ingested event to the text that the engine casts to the column's type, without loss. */
final class CellReader {
    private static final DateTimeFormatter SQL_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSSSSS");

    private CellReader() {}

    /**
     * Returns the text for the engine; null for nothing.
     *
     * @throws Refusal if the value is none of the type
     */
    static @Nullable String read(JsonNode value, TypeName type, String column) {
        if (value.isNull() || value.isMissingNode()) {
            return null;
        }
        TypeName bare = type.bare();
        if (bare.isNested()) {
            return nested(value, bare, column).toString();
        }
        return scalar(value, bare, column);
    }

    private static String scalar(JsonNode value, TypeName type, String column) {
        if (type.isInteger()) {
            return integer(value, type, column);
        }
        return switch (type.name()) {
            case "float32", "float64" -> real(value, type, column);
            case "decimal" ->
                number(value, type, column)
                        .setScale(type.scale(), RoundingMode.DOWN)
                        .toPlainString();
            case "bool" -> bool(value, type, column);
            case "date", "date32" -> date(value, type, column);
            case "datetime", "datetime64" -> time(value, type, column);
            case "json" -> value.isObject() ? value.toString() : fail(value, type, column);
            case "fixed_string", "enum8", "enum16" -> text(value, type, column);
            default -> value.isTextual() ? value.textValue() : value.toString();
        };
    }

    private static JsonNode nested(JsonNode value, TypeName type, String column) {
        if (value.isNull()) {
            return value;
        }
        TypeName bare = type.bare();
        return switch (bare.name()) {
            case "array" -> array(value, bare, column);
            case "map" -> map(value, bare, column);
            case "tuple" -> tuple(value, bare, column);
            // Numbers as texts: the engine's JSON reader would round those of many digits.
            default -> Json.MAPPER.getNodeFactory().textNode(scalar(value, bare, column));
        };
    }

    private static JsonNode array(JsonNode value, TypeName type, String column) {
        if (!value.isArray()) {
            throw refusal(value, type, column);
        }
        ArrayNode array = Json.array();
        value.forEach(element -> array.add(element(element, type.members().get(0), column)));
        return array;
    }

    private static JsonNode map(JsonNode value, TypeName type, String column) {
        if (!value.isObject()) {
            throw refusal(value, type, column);
        }
        ObjectNode map = Json.object();
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            JsonNode key = Json.MAPPER.getNodeFactory().textNode(member.getKey());
            map.set(
                    scalar(key, type.members().get(0).bare(), column),
                    element(member.getValue(), type.members().get(1), column));
        }
        return map;
    }

    private static JsonNode tuple(JsonNode value, TypeName type, String column) {
        ObjectNode tuple = Json.object();
        boolean named = value.isObject() && !type.names().isEmpty();
        if (!named && (!value.isArray() || value.size() != type.members().size())) {
            throw refusal(value, type, column);
        }
        for (int i = 0; i < type.members().size(); i++) {
            String name = type.memberName(i);
            tuple.set(
                    name,
                    element(
                            named ? value.path(name) : value.path(i),
                            type.members().get(i),
                            column));
        }
        if (named && value.properties().stream().anyMatch(member -> !tuple.has(member.getKey()))) {
            throw refusal(value, type, column);
        }
        return tuple;
    }

    private static JsonNode element(JsonNode value, TypeName type, String column) {
        if (value.isMissingNode() || value.isNull()) {
            if (!type.isNullable()) {
                throw TimeplusErrors.engine(
                        53, "Cannot insert NULL value into a value of type '" + type + "' in column '" + column + "'");
            }
            return Json.MAPPER.nullNode();
        }
        return nested(value, type, column);
    }

    private static BigDecimal number(JsonNode value, TypeName type, String column) {
        try {
            if (value.isNumber()) {
                return value.decimalValue();
            } else if (value.isTextual()) {
                return new BigDecimal(value.textValue());
            }
        } catch (NumberFormatException e) {
            throw refusal(value, type, column);
        }
        throw refusal(value, type, column);
    }

    private static String integer(JsonNode value, TypeName type, String column) {
        if (value.isBoolean()) {
            return value.booleanValue() ? "1" : "0";
        }
        BigInteger integer;
        try {
            integer = number(value, type, column).toBigIntegerExact();
        } catch (ArithmeticException e) {
            throw refusal(value, type, column);
        }
        boolean unsigned = type.name().startsWith("u");
        int bits = Integer.parseInt(type.name().substring(unsigned ? 4 : 3));
        if (unsigned ? integer.signum() < 0 || integer.bitLength() > bits : integer.bitLength() >= bits) {
            throw refusal(value, type, column);
        }
        return integer.toString();
    }

    private static String real(JsonNode value, TypeName type, String column) {
        if (value.isTextual() && value.textValue().matches("(?i)[+-]?(inf(inity)?|nan)")) {
            return value.textValue();
        }
        return number(value, type, column).toString();
    }

    private static String bool(JsonNode value, TypeName type, String column) {
        String text = value.asText();
        if (value.isBoolean() || text.equals("true") || text.equals("false")) {
            return text;
        } else if (text.equals("1") || text.equals("0")) {
            return text.equals("1") ? "true" : "false";
        }
        throw refusal(value, type, column);
    }

    private static String date(JsonNode value, TypeName type, String column) {
        try {
            return value.isIntegralNumber()
                    ? LocalDate.ofEpochDay(value.longValue()).toString()
                    : LocalDate.parse(value.asText()
                                    .substring(0, Math.min(10, value.asText().length())))
                            .toString();
        } catch (DateTimeException e) {
            throw refusal(value, type, column);
        }
    }

    /** Integers count the type's own unit since 1970; texts without an offset are in the type's zone. */
    private static String time(JsonNode value, TypeName type, String column) {
        try {
            return SQL_TIME.format(utc(value, type).truncatedTo(unit(type.precision())));
        } catch (DateTimeException | ArithmeticException e) {
            throw refusal(value, type, column);
        }
    }

    private static java.time.temporal.ChronoUnit unit(int precision) {
        return precision == 0
                ? java.time.temporal.ChronoUnit.SECONDS
                : precision <= 3
                        ? java.time.temporal.ChronoUnit.MILLIS
                        : precision <= 6 ? java.time.temporal.ChronoUnit.MICROS : java.time.temporal.ChronoUnit.NANOS;
    }

    private static LocalDateTime utc(JsonNode value, TypeName type) {
        if (value.isNumber()) {
            BigDecimal seconds = value.isIntegralNumber()
                    ? value.decimalValue().movePointLeft(type.precision())
                    : value.decimalValue();
            BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
            long nanos = seconds.subtract(whole).movePointRight(9).longValue();
            return LocalDateTime.ofInstant(Instant.ofEpochSecond(whole.longValueExact(), nanos), ZoneOffset.UTC);
        }
        String text = value.asText().trim().replaceFirst("^(\\d{4}-\\d{2}-\\d{2}) ", "$1T");
        if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
            text += "T00:00:00";
        }
        if (text.matches(".*(Z|[+-]\\d{2}:\\d{2})")) {
            return OffsetDateTime.parse(text)
                    .withOffsetSameInstant(ZoneOffset.UTC)
                    .toLocalDateTime();
        }
        return LocalDateTime.parse(text)
                .atZone(zone(type))
                .withZoneSameInstant(ZoneOffset.UTC)
                .toLocalDateTime();
    }

    /** Returns the zone in which a type without one, and every text without an offset, is read. */
    static ZoneId zone(TypeName type) {
        int at = type.name().equals("datetime64") ? 1 : 0;
        return type.arguments().size() > at ? ZoneId.of(type.arguments().get(at)) : ZoneOffset.UTC;
    }

    private static String text(JsonNode value, TypeName type, String column) {
        if (!value.isTextual()) {
            throw refusal(value, type, column);
        }
        String text = value.textValue();
        if (type.name().equals("fixed_string")) {
            int bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
            if (bytes > Integer.parseInt(type.arguments().get(0))) {
                throw TimeplusErrors.engine(131, "Too large value for " + type + " in column '" + column + "'");
            }
        } else if (!type.arguments().contains(text)) {
            throw TimeplusErrors.engine(36, "Unknown element '" + text + "' for enum in column '" + column + "'");
        }
        return text;
    }

    private static String fail(JsonNode value, TypeName type, String column) {
        throw refusal(value, type, column);
    }

    private static Refusal refusal(JsonNode value, TypeName type, String column) {
        String text = value.toString();
        String shown = text.length() > 60 ? text.substring(0, 60) + "..." : text;
        return TimeplusErrors.engine(
                27,
                "Cannot parse input: expected a value of type " + type + " in column '" + column + "', got " + shown);
    }
}
