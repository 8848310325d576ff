package dev.analyticsplatform.engine.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the Retry-After header: seconds, a fraction of them (rounded up), or an HTTP date. */
final class RetryAfter {

    private static final Pattern SECONDS = Pattern.compile("0*([0-9]+?)(?:\\.([0-9]+))?");
    private static final int MOST_DIGITS = 18;

    private RetryAfter() {}

    /**
     * The wait, never negative; empty if there is no header or it makes no sense. A number beyond a long gives the
     * longest wait there is.
     */
    static Optional<Duration> parse(@Nullable String header, Instant now) {
        if (header == null) {
            return Optional.empty();
        }
        var text = header.strip();
        var seconds = SECONDS.matcher(text);
        if (seconds.matches()) {
            return Optional.of(Duration.ofSeconds(roundedUp(seconds.group(1), seconds.group(2))));
        }
        try {
            var date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            var wait = Duration.between(now, date);
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeException | ArithmeticException notADate) {
            return Optional.empty();
        }
    }

    private static long roundedUp(String whole, @Nullable String fraction) {
        if (whole.length() > MOST_DIGITS) {
            return Long.MAX_VALUE;
        }
        boolean more = fraction != null && fraction.chars().anyMatch(digit -> digit != '0');
        return Long.parseLong(whole) + (more ? 1 : 0);
    }
}
