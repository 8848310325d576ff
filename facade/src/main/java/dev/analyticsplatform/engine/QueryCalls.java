package dev.analyticsplatform.engine;

import dev.analyticsplatform.Statement;
import dev.analyticsplatform.Timeouts;
import dev.analyticsplatform.engine.http.CallOptions;
import dev.analyticsplatform.engine.http.Safety;
import java.time.Duration;

/** How a call that runs SQL differs from a control call. */
public final class QueryCalls {

    /** What the vendor's own limit is extended by, so that its answer "timed out" still arrives. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private QueryCalls() {}

    /**
     * A query may take as long to its first byte as a whole control call, or as its own limit allows; if it only reads
     * it may be repeated, whatever the document says about operations that run SQL.
     *
     * @param statement the statement
     * @param timeouts the configured limits
     * @return the options of the call
     */
    public static CallOptions options(Statement statement, Timeouts timeouts) {
        Duration own = statement.timeout().map(GRACE::plus).orElse(Duration.ZERO);
        Duration limit = own.compareTo(timeouts.total()) > 0 ? own : timeouts.total();
        CallOptions options = CallOptions.NONE.withAttemptLimit(limit).withTotalLimit(limit);
        return SqlText.readOnly(statement.sql()) ? options.withSafety(Safety.SAFE) : options;
    }
}
