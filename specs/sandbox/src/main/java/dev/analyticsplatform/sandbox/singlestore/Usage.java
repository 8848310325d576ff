package dev.analyticsplatform.sandbox.singlestore;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** When a workspace ran, and at what size. Guarded by the organization's lock. */
final class Usage {
    private static final BigDecimal HOUR =
            BigDecimal.valueOf(Duration.ofHours(1).toMillis());
    private static final Map<String, BigDecimal> SMALL =
            Map.of("S-00", new BigDecimal("0.25"), "S-0", new BigDecimal("0.5"));

    private record Stretch(Instant from, boolean running, String size) {}

    private final List<Stretch> stretches = new ArrayList<>();

    /** Notes how it goes on from a time. */
    void changed(Workspace workspace, Instant from) {
        boolean running = workspace.life.aim().equals(Life.ACTIVE);
        stretches.removeIf(stretch -> !stretch.from().isBefore(from));
        stretches.add(new Stretch(from, running, workspace.size));
    }

    /** Returns the credits of an hour at a size: S-1 takes one, S-2 two. */
    static BigDecimal rate(String size) {
        BigDecimal small = SMALL.get(size);
        return small != null ? small : new BigDecimal(size.substring(2));
    }

    /** Returns the credits used in a span. */
    BigDecimal credits(Instant from, Instant to) {
        BigDecimal credits = BigDecimal.ZERO;
        for (int i = 0; i < stretches.size(); i++) {
            Stretch stretch = stretches.get(i);
            Instant end = i + 1 < stretches.size() ? stretches.get(i + 1).from() : to;
            Instant first = stretch.from().isAfter(from) ? stretch.from() : from;
            Instant last = end.isBefore(to) ? end : to;
            if (stretch.running() && first.isBefore(last)) {
                BigDecimal millis =
                        BigDecimal.valueOf(Duration.between(first, last).toMillis());
                credits = credits.add(rate(stretch.size()).multiply(millis));
            }
        }
        return credits.divide(HOUR, 6, RoundingMode.HALF_UP).stripTrailingZeros();
    }
}
