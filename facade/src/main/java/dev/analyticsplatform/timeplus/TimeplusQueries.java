package dev.analyticsplatform.timeplus;

import dev.analyticsplatform.AnalyticsException;
import dev.analyticsplatform.Column;
import dev.analyticsplatform.ErrorContext;
import dev.analyticsplatform.InvalidRequestException;
import dev.analyticsplatform.NotFoundException;
import dev.analyticsplatform.PlatformConfig;
import dev.analyticsplatform.QueryFailedException;
import dev.analyticsplatform.QueryState;
import dev.analyticsplatform.QueryStatus;
import dev.analyticsplatform.ServerException;
import dev.analyticsplatform.Statement;
import dev.analyticsplatform.StatementInfo;
import dev.analyticsplatform.client.timeplus.api.QueriesApi;
import dev.analyticsplatform.client.timeplus.model.AnalyzeSQLRequest;
import dev.analyticsplatform.client.timeplus.model.BatchingPolicy;
import dev.analyticsplatform.client.timeplus.model.CreateQueryRequestV1Beta2;
import dev.analyticsplatform.client.timeplus.model.Query;
import dev.analyticsplatform.client.timeplus.model.SQLAnalyzeColumn;
import dev.analyticsplatform.driver.Page;
import dev.analyticsplatform.driver.QueriesDriver;
import dev.analyticsplatform.driver.RowData;
import dev.analyticsplatform.driver.RowSource;
import dev.analyticsplatform.engine.QueryCalls;
import dev.analyticsplatform.engine.http.CallOptions;
import dev.analyticsplatform.engine.http.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Queries as Timeplus runs them: an answer of events, which ends with the rows or goes on as rows come. */
final class TimeplusQueries implements QueriesDriver {

    private static final Logger LOG = LoggerFactory.getLogger(TimeplusQueries.class);

    /** Keeps an event, which is read whole, to some rows, and a new row waiting for a tenth of a second at most. */
    private static final long EVENT_ROWS = 100;

    private static final long EVENT_MILLIS = 100;
    private static final Duration CANCEL_LIMIT = Duration.ofSeconds(2);
    private static final int NO_CONTENT = 204;

    private final Transport transport;
    private final PlatformConfig config;
    private final QueriesApi api;

    TimeplusQueries(Transport transport, PlatformConfig config) {
        this.transport = transport;
        this.config = config;
        this.api = transport.api(QueriesApi.class);
    }

    /** A query that is closed early ends with its connection. */
    @Override
    public RowSource run(Statement statement) {
        return rows(statement, TimeplusSql.tableMode(statement.sql()), id -> {});
    }

    @Override
    public RowSource subscribe(Statement statement) {
        return rows(statement, statement.sql(), this::cancelQuietly);
    }

    private RowSource rows(Statement statement, String sql, Consumer<String> abandon) {
        if (statement.compute().isPresent()) {
            throw new InvalidRequestException(
                    context("runQuery"), "Timeplus has no compute to choose; leave it out of the statement", null);
        }
        var request = new CreateQueryRequestV1Beta2()
                .sql(sql)
                .batchingPolicy(new BatchingPolicy().count(EVENT_ROWS).timeMs(EVENT_MILLIS));
        var body = ofStatement(
                () -> transport.stream(api.runQuery(request), QueryCalls.options(statement, config.timeouts())));
        if (body.status() == NO_CONTENT) {
            body.close();
            return new NoRows();
        }
        return new TimeplusEvents(body, config.limits(), abandon);
    }

    /**
     * The closed connection ends the query as well; this makes sure where a proxy keeps it open. A caller that was
     * interrupted is so again afterwards.
     */
    private void cancelQuietly(String id) {
        boolean interrupted = Thread.interrupted();
        try {
            transport.callForOptional(
                    api.cancelQuery(id),
                    CallOptions.NONE.withAttemptLimit(CANCEL_LIMIT).withTotalLimit(CANCEL_LIMIT));
        } catch (AnalyticsException leftToItself) {
            LOG.debug("query {} was closed, but not cancelled: {}", id, leftToItself.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public Page<QueryStatus> list(@Nullable String cursor) {
        return Page.only(transport.call(api.listQueries(null)).stream()
                .map(this::status)
                .filter(status -> !status.state().terminal())
                .toList());
    }

    @Override
    public StatementInfo validate(Statement statement) {
        var answer = ofStatement(() -> transport.call(api.analyzeSql(new AnalyzeSQLRequest().sql(statement.sql()))));
        var datasets = Optional.ofNullable(answer.getRequiredColumns()).orElse(List.of()).stream()
                .map(TimeplusQueries::dataset)
                .distinct()
                .toList();
        return new StatementInfo(datasets, List.of());
    }

    private static String dataset(SQLAnalyzeColumn column) {
        String database = column.getDatabase();
        return (database == null || database.isEmpty() ? "" : database + ".") + column.getTable();
    }

    private QueryStatus status(Query query) {
        if (query.getId() == null) {
            throw transport.failure("listQueries", TimeplusErrors.malformed("a query lacks its id"));
        }
        String state = query.getStatus() == null ? "" : query.getStatus().getValue();
        return new QueryStatus(
                query.getId(),
                switch (state) {
                    case "running" -> QueryState.RUNNING;
                    case "finished" -> QueryState.COMPLETED;
                    case "failed" -> QueryState.FAILED;
                    case "canceled" -> QueryState.CANCELLED;
                    default -> QueryState.UNKNOWN;
                },
                state,
                Optional.ofNullable(query.getSql()),
                Optional.ofNullable(query.getCreatedAt()),
                Optional.ofNullable(query.getMessage()).filter(message -> !message.isEmpty()));
    }

    /** What the SQL engine finds wrong with a statement is a failed query, also a stream that is not there. */
    private static <T> T ofStatement(Supplier<T> call) {
        try {
            return call.get();
        } catch (InvalidRequestException | NotFoundException | ServerException failed) {
            var context = failed.context();
            boolean engine = context.vendorCode()
                    .filter(code ->
                            TimeplusErrors.ofTheEngine(context.httpStatus().orElse(0), code))
                    .isPresent();
            if (!engine) {
                throw failed;
            }
            String message = String.valueOf(failed.getMessage());
            throw new QueryFailedException(context, message.substring((context + ": ").length()), failed);
        }
    }

    private static ErrorContext context(String operation) {
        return ErrorContext.of(TimeplusProvider.VENDOR, operation);
    }

    /** The answer to a statement that returns none. */
    private static final class NoRows implements RowSource {
        @Override
        public Optional<List<Column>> columns() {
            return Optional.empty();
        }

        @Override
        public @Nullable RowData next() {
            return null;
        }

        @Override
        public Optional<String> queryId() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }
}
