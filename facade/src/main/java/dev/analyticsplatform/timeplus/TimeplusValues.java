package dev.analyticsplatform.timeplus;

import com.google.gson.stream.MalformedJsonException;
import dev.analyticsplatform.DataType;
import dev.analyticsplatform.engine.rows.CellText;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Values of rows as Timeplus sends them, by the type of their column: wide integers, decimals, times and numbers that
 * are not finite may come as text. A time is an instant; one whose type names no zone is shown as UTC has it.
 */
final class TimeplusValues {

    private static final Pattern OFFSET = Pattern.compile(".*:.*(Z|[+-]\\d{2}(:?\\d{2})?)");
    private static final int DATE_LENGTH = 10;

    private TimeplusValues() {}

    /**
     * Reads a value.
     *
     * @throws MalformedJsonException if it is none of the type
     */
    static @Nullable Object read(TimeplusType type, @Nullable Object json) throws IOException {
        if (json == null) {
            return null;
        }
        DataType portable = type.portable();
        return switch (portable) {
            case BOOLEAN -> json instanceof Boolean ? json : CellText.read(portable, number(portable, json));
            case INTEGER -> json instanceof Long ? json : CellText.read(portable, number(portable, json));
            case DECIMAL -> CellText.read(portable, number(portable, json));
            case DOUBLE -> json instanceof Number ? json : CellText.read(portable, text(portable, json));
            case STRING -> text(portable, json);
            case DATE -> date(text(portable, json));
            case TIMESTAMP ->
                instant(type, text(portable, json)).atOffset(ZoneOffset.UTC).toLocalDateTime();
            case TIMESTAMP_WITH_TIME_ZONE -> instant(type, text(portable, json));
            case ARRAY, OBJECT -> nested(type, json);
            case BYTES, TIME, UNKNOWN -> json;
        };
    }

    private static String number(DataType type, Object json) throws MalformedJsonException {
        return json instanceof Number ? json.toString() : text(type, json);
    }

    private static String text(DataType type, Object json) throws MalformedJsonException {
        if (json instanceof String text) {
            return text;
        }
        throw malformed(type);
    }

    private static MalformedJsonException malformed(DataType type) {
        return new MalformedJsonException("a value is not the " + type + " that its column declares");
    }

    /** Some servers write a date as the midnight that it begins with. */
    private static Object date(String text) throws IOException {
        if (text.length() <= DATE_LENGTH) {
            return Objects.requireNonNull(CellText.read(DataType.DATE, text));
        }
        Object time = CellText.read(DataType.TIMESTAMP, text);
        if (time instanceof LocalDateTime midnight && midnight.toLocalTime().equals(LocalTime.MIDNIGHT)) {
            return midnight.toLocalDate();
        }
        throw malformed(DataType.DATE);
    }

    /** A text without an offset is in the zone of the type. */
    private static Instant instant(TimeplusType type, String text) throws IOException {
        boolean offset = OFFSET.matcher(text).matches();
        Object time = CellText.read(offset ? DataType.TIMESTAMP_WITH_TIME_ZONE : DataType.TIMESTAMP, text);
        if (time instanceof LocalDateTime local) {
            try {
                return CellText.instant(local, type.zone().isEmpty() ? ZoneOffset.UTC : ZoneId.of(type.zone()));
            } catch (DateTimeException unknownZone) {
                throw new MalformedJsonException("the zone " + type.zone() + " of a time is not known");
            }
        }
        return (Instant) Objects.requireNonNull(time);
    }

    private static @Nullable Object nested(TimeplusType type, Object json) throws IOException {
        if (type.name().equals("json")) {
            return json instanceof String text ? CellText.read(DataType.OBJECT, text) : json;
        } else if (type.name().equals("array") && json instanceof List<?> list) {
            return list(list, index -> type.members().get(0));
        } else if (type.name().equals("map") && json instanceof Map<?, ?> map) {
            return map(map, type.members().get(1));
        } else if (type.name().equals("tuple")) {
            return tuple(type, json);
        }
        throw malformed(type.portable());
    }

    /** Named members may also come as a list. */
    private static Object tuple(TimeplusType type, Object json) throws IOException {
        int size = json instanceof List<?> list ? list.size() : json instanceof Map<?, ?> map ? map.size() : -1;
        if (size != type.members().size()) {
            throw malformed(type.portable());
        }
        if (json instanceof Map<?, ?> map) {
            var read = new LinkedHashMap<String, @Nullable Object>();
            for (var member : map.entrySet()) {
                String name = String.valueOf(member.getKey());
                int index = type.names().isEmpty() ? read.size() : type.names().indexOf(name);
                if (index < 0) {
                    throw malformed(type.portable());
                }
                read.put(name, read(type.members().get(index), member.getValue()));
            }
            return Collections.unmodifiableMap(read);
        }
        var values = list((List<?>) json, index -> type.members().get(index));
        if (type.names().isEmpty()) {
            return values;
        }
        var read = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < size; i++) {
            read.put(type.names().get(i), values.get(i));
        }
        return Collections.unmodifiableMap(read);
    }

    private static List<@Nullable Object> list(List<?> list, IntFunction<TimeplusType> types) throws IOException {
        var read = new ArrayList<@Nullable Object>(list.size());
        for (Object element : list) {
            read.add(read(types.apply(read.size()), element));
        }
        return Collections.unmodifiableList(read);
    }

    private static Map<String, @Nullable Object> map(Map<?, ?> map, TimeplusType type) throws IOException {
        var read = new LinkedHashMap<String, @Nullable Object>();
        for (var member : map.entrySet()) {
            read.put(String.valueOf(member.getKey()), read(type, member.getValue()));
        }
        return Collections.unmodifiableMap(read);
    }
}
