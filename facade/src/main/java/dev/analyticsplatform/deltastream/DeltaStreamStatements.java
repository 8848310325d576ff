package dev.analyticsplatform.deltastream;

import dev.analyticsplatform.ErrorContext;
import dev.analyticsplatform.InvalidRequestException;
import dev.analyticsplatform.PlatformConfig;
import dev.analyticsplatform.Statement;
import dev.analyticsplatform.client.deltastream.controlplane.api.DeltastreamApi;
import dev.analyticsplatform.client.deltastream.controlplane.model.DataplaneRequest;
import dev.analyticsplatform.driver.RowSource;
import dev.analyticsplatform.engine.QueryCalls;
import dev.analyticsplatform.engine.http.CallOptions;
import dev.analyticsplatform.engine.http.Safety;
import dev.analyticsplatform.engine.http.Transport;
import dev.analyticsplatform.engine.http.VendorError;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Sends statements, waits for them and leads to their rows. */
final class DeltaStreamStatements {

    /** How an answer says that the rows have no end. */
    static final String STREAMING = "streaming";

    private final Transport transport;
    private final PlatformConfig config;
    private final DeltaStreamDataPlane dataPlane;
    private final DeltaStreamContext context;
    private final DeltastreamApi api;

    DeltaStreamStatements(Transport transport, PlatformConfig config, DeltaStreamDataPlane dataPlane) {
        this.transport = transport;
        this.config = config;
        this.dataPlane = dataPlane;
        this.context = new DeltaStreamContext(transport, config);
        this.api = transport.api(DeltastreamApi.class);
    }

    /** Sends a statement; the answer may be that it still runs, or that it failed. */
    DeltaStreamAnswer submit(Statement statement, DeltaStreamNamespace namespace, CallOptions options) {
        var call = api.submitStatementRaw(context.request(statement, namespace), null);
        return DeltaStreamAnswer.read(transport.stream(call, options), config.limits(), 0);
    }

    /** Runs a statement to its end. */
    RowSource run(Statement statement, DeltaStreamNamespace namespace) {
        return run(statement, namespace, QueryCalls.options(statement, config.timeouts()), this::refuseEndless);
    }

    /** Runs a statement of ours that changes nothing. */
    RowSource read(String sql, DeltaStreamNamespace namespace) {
        var statement = Statement.of(sql);
        var options = QueryCalls.options(statement, config.timeouts()).withSafety(Safety.SAFE);
        return run(statement, namespace, options, this::refuseEndless);
    }

    /** Starts a statement whose rows may have no end. */
    RowSource subscribe(Statement statement, DeltaStreamNamespace namespace) {
        return run(statement, namespace, QueryCalls.options(statement, config.timeouts()), dataPlane::subscription);
    }

    /** The rows of a statement that was sent before. */
    RowSource rows(String id) {
        long start = config.time().nanoTime();
        return follow(
                result(id).look(0, CallOptions.NONE),
                () -> left(start, config.timeouts().total()),
                this::refuseEndless);
    }

    /** How a statement stands that was sent before. */
    DeltaStreamAnswer look(String id) {
        return result(id).look(0, CallOptions.NONE);
    }

    private RowSource run(
            Statement statement,
            DeltaStreamNamespace namespace,
            CallOptions options,
            BiFunction<DeltaStreamAnswer, DataplaneRequest, RowSource> endless) {
        long start = config.time().nanoTime();
        Supplier<Duration> left =
                () -> left(start, options.totalLimit().orElse(config.timeouts().total()));
        var answer = submit(statement, namespace, options);
        if (answer.running()) {
            answer.close();
            answer = result(answer.id()).await(left.get());
        }
        return follow(answer, left, endless);
    }

    private RowSource follow(
            DeltaStreamAnswer answer,
            Supplier<Duration> left,
            BiFunction<DeltaStreamAnswer, DataplaneRequest, RowSource> endless) {
        try {
            answer.requireSuccess();
            var request = answer.elsewhere();
            if (request.isEmpty()) {
                return result(answer.id()).rows(answer);
            }
            answer.close();
            return elsewhere(answer, request.get(), left, endless);
        } catch (RuntimeException failed) {
            answer.close();
            throw failed;
        }
    }

    private RowSource elsewhere(
            DeltaStreamAnswer answer,
            DataplaneRequest request,
            Supplier<Duration> left,
            BiFunction<DeltaStreamAnswer, DataplaneRequest, RowSource> endless) {
        String type =
                request.getRequestType() == null ? "" : request.getRequestType().getValue();
        return switch (type) {
            case "result-set" -> {
                var result = dataPlane.result(answer, request);
                yield result.rows(result.await(left.get()));
            }
            case STREAMING -> endless.apply(answer, request);
            default -> throw answer.malformed("the rows are given out in a way that is not known here: '" + type + "'");
        };
    }

    /** Nothing was opened: what the vendor started for it ends when nobody comes for the rows. */
    private RowSource refuseEndless(DeltaStreamAnswer answer, DataplaneRequest request) {
        throw answer.failure(endless(answer));
    }

    static VendorError endless(DeltaStreamAnswer answer) {
        return VendorError.of(
                        null,
                        "the rows of this statement have no end: read them with queries().subscribe, or make a "
                                + "materialized view with catalog().createView and query that",
                        answer.queryId().orElse(null))
                .withKind(VendorError.Kind.INVALID_REQUEST);
    }

    private Duration left(long start, Duration limit) {
        return DeltaStreamResult.atLeast(limit.minusNanos(config.time().nanoTime() - start));
    }

    private DeltaStreamResult result(String id) {
        UUID uuid;
        try {
            uuid = UUID.fromString(id);
        } catch (IllegalArgumentException noUuid) {
            throw new InvalidRequestException(
                    ErrorContext.of(DeltaStreamProvider.VENDOR, "getStatementStatus"),
                    "the id of a statement is a UUID",
                    null);
        }
        return new DeltaStreamResult(
                transport,
                config,
                id,
                part -> api.getStatementStatusRaw(uuid, context.session(), part, DeltaStreamContext.ZONE));
    }
}
