package dev.analyticsplatform.engine.stream;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes events of lines. Lines come without their end. */
final class EventParser {

    private static final char[] LINE_FEED = {'\n'};
    private static final String DEFAULT_NAME = "message";
    private static final int MOST_DIGITS = 15;

    private final CharBuffer data;
    private boolean hasData;
    private String name = "";
    private String id = "";
    private boolean started;
    private @Nullable Duration retry;

    EventParser(int limit) {
        this.data = new CharBuffer(limit);
    }

    /** Whether fields have come that no blank line has closed yet. */
    boolean inEvent() {
        return started;
    }

    Optional<Duration> retry() {
        return Optional.ofNullable(retry);
    }

    /**
     * Takes a line that is not blank.
     *
     * @return false if the event's data passes the limit
     */
    boolean field(char[] line, int from, int length) {
        int end = from + length;
        int colon = from;
        while (colon < end && line[colon] != ':') {
            colon++;
        }
        int value = Math.min(end, colon + 1);
        if (value < end && line[value] == ' ') {
            value++;
        }
        int fieldLength = colon - from;
        if (is("data", line, from, fieldLength)) {
            boolean fits = !hasData || data.append(LINE_FEED, 0, 1);
            started = true;
            hasData = true;
            return fits && data.append(line, value, end - value);
        } else if (is("event", line, from, fieldLength)) {
            started = true;
            name = new String(line, value, end - value);
        } else if (is("id", line, from, fieldLength)) {
            var text = new String(line, value, end - value);
            if (text.indexOf('\0') < 0) {
                id = text;
            }
        } else if (is("retry", line, from, fieldLength)) {
            retry = wait(line, value, end, retry);
        }
        return true;
    }

    /** Takes a blank line. */
    ServerSentEvents.@Nullable Event dispatch() {
        var event =
                hasData ? new ServerSentEvents.Event(name.isEmpty() ? DEFAULT_NAME : name, data.toString(), id) : null;
        data.clear();
        hasData = false;
        started = false;
        name = "";
        return event;
    }

    private static boolean is(String field, char[] line, int from, int length) {
        if (length != field.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (line[from + i] != field.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Duration wait(char[] line, int from, int end, @Nullable Duration before) {
        long millis = 0;
        for (int i = from; i < end; i++) {
            if (line[i] < '0' || line[i] > '9') {
                return before;
            }
            millis = millis * 10 + (line[i] - '0');
        }
        return from == end || end - from > MOST_DIGITS ? before : Duration.ofMillis(millis);
    }
}
