package dev.analyticsplatform.sandbox.singlestore;

import dev.analyticsplatform.sandbox.vendor.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as requests and answers have them. */
final class Times {
    private static final Pattern DURATION = Pattern.compile("(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?");

    private Times() {}

    static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Reads a time with or without a zone, or a date; UTC where nothing else is said. */
    static Instant read(String member, String text) {
        try {
            if (text.length() == 10) {
                return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
            }
            String iso = text.replace(' ', 'T');
            return iso.matches(".*(Z|[+-]\\d\\d:?\\d\\d)")
                    ? OffsetDateTime.parse(iso).toInstant()
                    : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw new Refusal(400, "", "The value of " + member + " is no time: '" + text + "'");
        }
    }

    /** Reads a time, a date, or how long from now, such as {@code 3h30m}. */
    static Instant readExpiry(String member, String text, Instant now) {
        Matcher duration = DURATION.matcher(text);
        if (text.isEmpty() || !duration.matches()) {
            return read(member, text);
        }
        return now.plus(Duration.ofHours(number(duration.group(1)))
                .plusMinutes(number(duration.group(2)))
                .plusSeconds(number(duration.group(3))));
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
