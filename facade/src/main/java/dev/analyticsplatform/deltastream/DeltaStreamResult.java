package dev.analyticsplatform.deltastream;

import dev.analyticsplatform.ErrorContext;
import dev.analyticsplatform.PlatformConfig;
import dev.analyticsplatform.driver.RowSource;
import dev.analyticsplatform.engine.Poller;
import dev.analyticsplatform.engine.http.CallOptions;
import dev.analyticsplatform.engine.http.Transport;
import dev.analyticsplatform.engine.rows.PagedRows;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntFunction;
import okhttp3.ResponseBody;
import retrofit2.Call;

/** What becomes of one statement, as one of the planes tells it. */
final class DeltaStreamResult {

    private static final Duration LEAST = Duration.ofMillis(1);

    private final Transport transport;
    private final PlatformConfig config;
    private final String id;
    private final IntFunction<Call<ResponseBody>> partitions;

    /**
     * A result.
     *
     * @param transport of the plane
     * @param config limits and time
     * @param id of the statement
     * @param partitions asks for a part of the rows, and so for the state
     */
    DeltaStreamResult(
            Transport transport, PlatformConfig config, String id, IntFunction<Call<ResponseBody>> partitions) {
        this.transport = transport;
        this.config = config;
        this.id = id;
        this.partitions = partitions;
    }

    /** Looks once. */
    DeltaStreamAnswer look(int partition, CallOptions options) {
        return DeltaStreamAnswer.read(
                transport.stream(partitions.apply(partition), options), config.limits(), partition);
    }

    /** Looks until the statement is over; the answer may be that it failed. */
    DeltaStreamAnswer await(Duration limit) {
        var time = config.time();
        long start = time.nanoTime();
        String awaited = "statement " + id + "; it cannot be cancelled and may still be carried out, "
                + "queries().job finds it by this id";
        return new Poller(time).await(context(), awaited, limit, () -> {
            Duration left = atLeast(limit.minusNanos(time.nanoTime() - start));
            var answer = look(0, CallOptions.NONE.withAttemptLimit(left).withTotalLimit(left));
            if (!answer.running()) {
                return Optional.of(answer);
            }
            answer.close();
            return Optional.empty();
        });
    }

    static Duration atLeast(Duration left) {
        return left.compareTo(LEAST) < 0 ? LEAST : left;
    }

    /** All rows, of which the first part is there. */
    RowSource rows(DeltaStreamAnswer first) {
        return new PagedRows(context(), cursor -> {
            var part = cursor == null
                    ? first
                    : look(Integer.parseInt(cursor), CallOptions.NONE).partOf(first);
            try {
                part.requireSuccess();
            } catch (RuntimeException notThere) {
                part.close();
                throw notThere;
            }
            return new PagedRows.PageOfRows(part, () -> next(part));
        });
    }

    private static Optional<String> next(DeltaStreamAnswer part) {
        var next = part.nextPartition();
        return next.isPresent() ? Optional.of(Integer.toString(next.getAsInt())) : Optional.empty();
    }

    private ErrorContext context() {
        return ErrorContext.of(DeltaStreamProvider.VENDOR, "getStatementStatus").withRequestId(id);
    }
}
