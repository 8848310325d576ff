package dev.analyticsplatform.sandbox.bytehouse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON values of rows as values of columns, into text that the engine converts without loss. Integers that do not
 * fit are refused; digits of a decimal or a second beyond those of the type are cut off, as the vendor does.
 */
final class Cells {
    private static final Pattern DATE_TIME =
            Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(?:[ T](\\d{2}:\\d{2}:\\d{2})(?:\\.(\\d{1,9})\\d*)?)?");
    private static final Pattern ZONE =
            Pattern.compile(".*\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?\\s?(?:Z|[+-]\\d{2}:?\\d{2})");
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d+");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?");
    private static final Set<String> NOT_FINITE = Set.of("nan", "inf", "-inf", "+inf", "infinity", "-infinity");

    /** Tells that a value does not fit its column. */
    static final class NoFit extends Exception {
        private static final long serialVersionUID = 1L;

        NoFit(String message) {
            super(message, null, false, false);
        }
    }

    private Cells() {}

    /** Returns the text of a value; null for null. */
    static @Nullable String text(JsonNode value, ColumnType declared) throws NoFit {
        if (value.isNull()) {
            return null;
        }
        ColumnType type = declared.plain();
        return switch (type.family()) {
            case "Array", "Map", "Tuple" -> nested(value, type).toString();
            case "String" -> value.isValueNode() ? value.asText() : value.toString();
            case "FixedString" -> fixed(value, type);
            case "Bool" -> bool(value, type);
            case "Float32", "Float64" -> real(value, type);
            case "Decimal" -> decimal(value, type);
            case "Date", "Date32" -> date(value, type);
            case "DateTime", "DateTime64" -> dateTime(value, type);
            case "UUID" -> uuid(value, type);
            default -> integer(value, type);
        };
    }

    private static JsonNode nested(JsonNode value, ColumnType type) throws NoFit {
        switch (type.family()) {
            case "Array" -> {
                if (!value.isArray()) {
                    throw noFit(value, type);
                }
                ArrayNode elements = Json.array();
                for (JsonNode element : value) {
                    elements.add(leaf(element, type.inner().get(0)));
                }
                return elements;
            }
            case "Map" -> {
                if (!value.isObject()) {
                    throw noFit(value, type);
                }
                ObjectNode members = Json.object();
                for (Map.Entry<String, JsonNode> member : value.properties()) {
                    String key =
                            text(members.textNode(member.getKey()), type.inner().get(0));
                    members.set(
                            String.valueOf(key),
                            leaf(member.getValue(), type.inner().get(1)));
                }
                return members;
            }
            case "Tuple" -> {
                boolean list = value.isArray() && value.size() == type.inner().size();
                if (!list && !(value.isObject() && !type.names().isEmpty())) {
                    throw noFit(value, type);
                }
                ObjectNode members = Json.object();
                for (int i = 0; i < type.inner().size(); i++) {
                    JsonNode element = list ? value.get(i) : value.path(type.memberName(i));
                    members.set(
                            type.memberName(i),
                            element.isMissingNode()
                                    ? Json.MAPPER.nullNode()
                                    : leaf(element, type.inner().get(i)));
                }
                return members;
            }
            default -> throw noFit(value, type);
        }
    }

    private static JsonNode leaf(JsonNode value, ColumnType type) throws NoFit {
        if (value.isNull()) {
            return zero(type);
        }
        if (type.plain().isComposite()) {
            return nested(value, type.plain());
        }
        return Json.MAPPER.getNodeFactory().textNode(text(value, type));
    }

    /** Null, or within Array, Map and Tuple what stands in for it where there can be none. */
    private static JsonNode zero(ColumnType type) {
        var nodes = Json.MAPPER.getNodeFactory();
        if (type.isNullable()) {
            return nodes.nullNode();
        }
        return switch (type.plain().family()) {
            case "Array" -> Json.array();
            case "Map" -> Json.object();
            case "Tuple" -> {
                ObjectNode members = Json.object();
                for (int i = 0; i < type.plain().inner().size(); i++) {
                    members.set(
                            type.plain().memberName(i),
                            zero(type.plain().inner().get(i)));
                }
                yield members;
            }
            case "String", "FixedString" -> nodes.textNode("");
            case "Bool" -> nodes.textNode("false");
            case "Date", "Date32" -> nodes.textNode("1970-01-01");
            case "DateTime", "DateTime64" -> nodes.textNode("1970-01-01 00:00:00");
            case "UUID" -> nodes.textNode("00000000-0000-0000-0000-000000000000");
            default -> nodes.textNode("0");
        };
    }

    private static String fixed(JsonNode value, ColumnType type) throws NoFit {
        String text = value.asText();
        int bytes = okio.Utf8.size(text) > Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) okio.Utf8.size(text);
        if (!value.isTextual() || bytes > type.precision()) {
            throw noFit(value, type);
        }
        return text + "\0".repeat(type.precision() - bytes);
    }

    private static String bool(JsonNode value, ColumnType type) throws NoFit {
        return switch (value.asText().toLowerCase(Locale.ROOT)) {
            case "true", "1" -> "true";
            case "false", "0" -> "false";
            default -> throw noFit(value, type);
        };
    }

    private static String real(JsonNode value, ColumnType type) throws NoFit {
        String text = value.asText();
        if (value.isNumber()
                || (value.isTextual()
                        && (DECIMAL.matcher(text).matches() || NOT_FINITE.contains(text.toLowerCase(Locale.ROOT))))) {
            return text;
        }
        throw noFit(value, type);
    }

    private static String decimal(JsonNode value, ColumnType type) throws NoFit {
        if (!value.isNumber()
                && !(value.isTextual() && DECIMAL.matcher(value.asText()).matches())) {
            throw noFit(value, type);
        }
        BigDecimal exact = value.isNumber() ? value.decimalValue() : new BigDecimal(value.asText());
        if (exact.precision() - (long) exact.scale() > type.precision() - type.scale() && exact.signum() != 0) {
            throw noFit(value, type);
        }
        BigDecimal cut = exact.setScale(type.scale(), RoundingMode.DOWN);
        return (type.isWide() ? cut.stripTrailingZeros() : cut).toPlainString();
    }

    private static String integer(JsonNode value, ColumnType type) throws NoFit {
        BigInteger exact;
        if (value.isBoolean()) {
            exact = value.booleanValue() ? BigInteger.ONE : BigInteger.ZERO;
        } else if (value.isIntegralNumber()) {
            exact = value.bigIntegerValue();
        } else if (value.isTextual() && INTEGER.matcher(value.asText()).matches()) {
            exact = new BigInteger(
                    value.asText().startsWith("+") ? value.asText().substring(1) : value.asText());
        } else {
            throw noFit(value, type);
        }
        boolean unsigned = type.family().startsWith("U");
        int bits = Integer.parseInt(type.family().replaceAll("\\D", ""));
        if (unsigned ? exact.signum() < 0 || exact.bitLength() > bits : exact.bitLength() >= bits) {
            throw noFit(value, type);
        }
        return exact.toString();
    }

    private static String date(JsonNode value, ColumnType type) throws NoFit {
        try {
            return value.isIntegralNumber()
                    ? LocalDate.ofEpochDay(value.longValue()).toString()
                    : LocalDate.parse(value.asText()).toString();
        } catch (DateTimeException e) {
            throw noFit(value, type);
        }
    }

    /**
     * Reads a point in time in a form that the vendor takes only if it is told to make an effort: with an offset, or
     * with a fraction that is cut off. Other forms come back as they are.
     */
    static JsonNode bestEffort(JsonNode value, ColumnType declared) {
        ColumnType type = declared.plain();
        if (!value.isTextual() || !(type.is("DateTime") || type.is("DateTime64"))) {
            return value;
        }
        String text = value.asText().strip();
        if (ZONE.matcher(text).matches()) {
            try {
                OffsetDateTime time =
                        OffsetDateTime.parse(text.replace(' ', 'T').replaceFirst("T?([+-]\\d{2})(\\d{2})$", "$1:$2"));
                text = time.withOffsetSameInstant(ZoneOffset.UTC)
                        .toLocalDateTime()
                        .toString();
                text = text.length() == "2024-01-01T00:00".length() ? text + ":00" : text;
            } catch (DateTimeException e) {
                return value;
            }
        }
        int point = text.indexOf('.');
        return Json.MAPPER
                .getNodeFactory()
                .textNode(type.is("DateTime") && point > 0 ? text.substring(0, point) : text);
    }

    private static String dateTime(JsonNode value, ColumnType type) throws NoFit {
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return LocalDateTime.ofInstant(Instant.ofEpochSecond(value.longValue()), ZoneOffset.UTC)
                    .toString()
                    .replace('T', ' ');
        }
        Matcher parts = DATE_TIME.matcher(value.asText());
        if (!value.isTextual() || !parts.matches() || (type.is("DateTime") && parts.group(3) != null)) {
            throw noFit(value, type);
        }
        String time = parts.group(2) == null ? "00:00:00" : parts.group(2);
        String fraction = parts.group(3) == null ? "" : parts.group(3);
        try {
            LocalDateTime.parse(parts.group(1) + "T" + time);
        } catch (DateTimeException e) {
            throw noFit(value, type);
        }
        String cut = fraction.substring(0, Math.min(fraction.length(), type.precision()));
        return parts.group(1) + " " + time + (cut.isEmpty() ? "" : "." + cut);
    }

    private static String uuid(JsonNode value, ColumnType type) throws NoFit {
        try {
            return UUID.fromString(value.asText()).toString();
        } catch (IllegalArgumentException e) {
            throw noFit(value, type);
        }
    }

    private static NoFit noFit(JsonNode value, ColumnType type) {
        String shown;
        try {
            shown = Json.MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            shown = value.getNodeType().toString();
        }
        return new NoFit(
                "Cannot parse " + (shown.length() > 60 ? shown.substring(0, 60) + "..." : shown) + " as " + type);
    }
}
