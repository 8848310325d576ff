package dev.analyticsplatform.sandbox.deltastream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.regex.Pattern;

/** The vendor's texts of times, and of other zones than UTC. */
final class Texts {
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter();
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("XX");

    private Texts() {}

    static String time(Instant instant) {
        return TIME.format(instant.atOffset(ZoneOffset.UTC)) + "Z";
    }

    /**
     * Reads the parameter {@code timezone}.
     *
     * @throws Refusal 400 if there is no such zone
     */
    static ZoneId zone(String name) {
        try {
            return name.isEmpty() ? ZoneOffset.UTC : ZoneId.of(name).normalized();
        } catch (DateTimeException e) {
            throw new Refusal(400, "", "'" + name + "' is no time zone");
        }
    }

    /** Tells whether a row of these columns reads the same in the zone as in UTC. */
    static boolean sameInUtc(List<Column> columns, ZoneId zone) {
        return zone.equals(ZoneOffset.UTC) || columns.stream().noneMatch(Column::isTimestamp);
    }

    /** Puts the times of a row into a zone. Times without a zone are those of UTC. */
    static ArrayNode inZone(ArrayNode row, List<Column> columns, ZoneId zone) {
        ArrayNode moved = Json.array();
        for (int i = 0; i < row.size(); i++) {
            boolean time = columns.get(i).isTimestamp() && row.get(i).isTextual();
            if (time) {
                moved.add(inZone(row.get(i).textValue(), columns.get(i).hasZone(), zone));
            } else {
                moved.add(row.get(i));
            }
        }
        return moved;
    }

    private static String inZone(String text, boolean withZone, ZoneId zone) {
        String plain = withZone ? text.substring(0, text.length() - 1) : text;
        try {
            var time = LocalDateTime.parse(plain, TIME).atOffset(ZoneOffset.UTC).atZoneSameInstant(zone);
            return TIME.format(time) + (withZone ? OFFSET.format(time) : "");
        } catch (DateTimeException e) {
            // A year that is out of the ordinary, or infinity: the same in every zone as far as anybody can tell.
            return text;
        }
    }

    /** Tells whether a name fits a pattern of LIKE. */
    static boolean like(String pattern, String name) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(name).matches();
    }
}
