package dev.analyticsplatform.rockset;

import dev.analyticsplatform.ErrorContext;
import dev.analyticsplatform.InvalidRequestException;
import dev.analyticsplatform.PlatformConfig;
import dev.analyticsplatform.QueryState;
import dev.analyticsplatform.QueryStatus;
import dev.analyticsplatform.Statement;
import dev.analyticsplatform.StatementInfo;
import dev.analyticsplatform.client.rockset.api.QueriesApi;
import dev.analyticsplatform.client.rockset.api.VirtualInstancesApi;
import dev.analyticsplatform.client.rockset.model.QueryError;
import dev.analyticsplatform.client.rockset.model.QueryInfo;
import dev.analyticsplatform.client.rockset.model.QueryParameter;
import dev.analyticsplatform.client.rockset.model.QueryRequest;
import dev.analyticsplatform.client.rockset.model.QueryRequestSql;
import dev.analyticsplatform.driver.Page;
import dev.analyticsplatform.driver.QueriesDriver;
import dev.analyticsplatform.driver.RowSource;
import dev.analyticsplatform.engine.QueryCalls;
import dev.analyticsplatform.engine.http.CallOptions;
import dev.analyticsplatform.engine.http.Transport;
import dev.analyticsplatform.engine.rows.JsonRows;
import dev.analyticsplatform.engine.rows.PagedRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;

/** Queries as Rockset runs them: in the answer, or as a job whose result is read in pages. */
final class RocksetQueries implements QueriesDriver {

    private static final long PAGE = 10_000;

    private final Transport transport;
    private final PlatformConfig config;
    private final QueriesApi api;
    private final VirtualInstancesApi instances;

    RocksetQueries(Transport transport, PlatformConfig config) {
        this.transport = transport;
        this.config = config;
        this.api = transport.api(QueriesApi.class);
        this.instances = transport.api(VirtualInstancesApi.class);
    }

    @Override
    public RowSource run(Statement statement) {
        QueryRequest request = request("query", statement);
        return rows("query", call(statement, request), options(statement));
    }

    @Override
    public QueryStatus submit(Statement statement) {
        QueryRequest request = request("query", statement).async(true);
        var answer = compute(statement)
                .map(id -> transport.call(instances.queryVirtualInstance(id, request), limits(statement)))
                .orElseGet(() -> transport.call(api.query(request), limits(statement)));
        var errors = Optional.ofNullable(answer.getQueryErrors()).orElse(List.of());
        if (!errors.isEmpty()) {
            throw transport.failure("query", RocksetErrors.read(errors.get(0), answer.getQueryId()));
        }
        String state = answer.getStatus() == null ? "" : answer.getStatus().getValue();
        return new QueryStatus(
                required(answer.getQueryId(), "query_id"),
                state(state),
                state,
                Optional.of(statement.sql()),
                Optional.empty(),
                Optional.empty());
    }

    @Override
    public QueryStatus status(String id) {
        return status(transport.call(api.getQuery(id)).getData());
    }

    @Override
    public RowSource rows(String id) {
        return new PagedRows(context("getQueryResults"), cursor -> page(id, cursor));
    }

    @Override
    public QueryStatus cancel(String id) {
        return status(transport.call(api.cancelQuery(id)).getData());
    }

    @Override
    public Page<QueryStatus> list(@Nullable String cursor) {
        var active = Optional.ofNullable(transport.call(api.listActiveQueries()).getData())
                .orElse(List.of());
        return Page.only(active.stream().map(this::status).toList());
    }

    @Override
    public StatementInfo validate(Statement statement) {
        var answer = transport.call(api.validate(request("validate", statement)));
        return new StatementInfo(
                Optional.ofNullable(answer.getCollections()).orElse(List.of()),
                Optional.ofNullable(answer.getParameters()).orElse(List.of()));
    }

    /** Rows of an answer that may go on in pages. */
    RowSource rows(String operation, Call<ResponseBody> call, CallOptions options) {
        var envelope = new RocksetEnvelope(transport, operation);
        var first = new JsonRows(transport.stream(call, options), config.limits(), envelope);
        return new PagedRows(
                context(operation),
                cursor -> cursor == null
                        ? new PagedRows.PageOfRows(first, envelope::nextCursor)
                        : page(required(envelope.queryId().orElse(null), "query_id"), cursor));
    }

    private PagedRows.PageOfRows page(String id, @Nullable String cursor) {
        var envelope = new RocksetEnvelope(transport, "getQueryResults");
        var body = transport.stream(api.getQueryResultsRaw(id, cursor, PAGE, null), CallOptions.NONE);
        return new PagedRows.PageOfRows(new JsonRows(body, config.limits(), envelope), envelope::nextCursor);
    }

    /** Parameters as Rockset takes them; none at all is not the same as an empty list. */
    @Nullable
    List<QueryParameter> parameters(String operation, Map<String, @Nullable Object> parameters) {
        var list = new ArrayList<QueryParameter>();
        try {
            parameters.forEach((name, value) -> list.add(RocksetValues.toParameter(name, value)));
        } catch (IllegalArgumentException unfit) {
            throw new InvalidRequestException(context(operation), String.valueOf(unfit.getMessage()), unfit);
        }
        return list.isEmpty() ? null : list;
    }

    CallOptions options(Statement statement) {
        return QueryCalls.options(statement, config.timeouts());
    }

    Optional<String> compute(Statement statement) {
        return statement.compute().or(config::compute);
    }

    private Call<ResponseBody> call(Statement statement, QueryRequest request) {
        return compute(statement)
                .map(id -> instances.queryVirtualInstanceRaw(id, request))
                .orElseGet(() -> api.queryRaw(request));
    }

    /** A job that is started twice is two jobs, even if it only reads. */
    private CallOptions limits(Statement statement) {
        var options = options(statement);
        return new CallOptions(Optional.empty(), options.attemptLimit(), options.totalLimit());
    }

    private QueryRequest request(String operation, Statement statement) {
        var sql =
                new QueryRequestSql().query(statement.sql()).parameters(parameters(operation, statement.parameters()));
        return new QueryRequest()
                .sql(sql)
                .timeoutMs(statement
                        .timeout()
                        .map(limit -> Math.max(1, limit.toMillis()))
                        .orElse(null));
    }

    private QueryStatus status(@Nullable QueryInfo info) {
        if (info == null) {
            throw transport.failure("getQuery", RocksetErrors.malformed("the answer lacks data"));
        }
        String state = info.getStatus() == null ? "" : info.getStatus().getValue();
        return new QueryStatus(
                required(info.getQueryId(), "query_id"),
                state(state),
                state,
                Optional.ofNullable(info.getSql()),
                Optional.ofNullable(info.getSubmittedAt()),
                Optional.ofNullable(info.getQueryErrors()).orElse(List.of()).stream()
                        .findFirst()
                        .map(QueryError::getMessage));
    }

    private static QueryState state(String name) {
        return switch (name) {
            case "QUEUED" -> QueryState.QUEUED;
            case "RUNNING" -> QueryState.RUNNING;
            case "COMPLETED" -> QueryState.COMPLETED;
            case "ERROR" -> QueryState.FAILED;
            case "CANCELLED" -> QueryState.CANCELLED;
            default -> QueryState.UNKNOWN;
        };
    }

    private String required(@Nullable String value, String member) {
        if (value == null) {
            throw transport.failure("query", RocksetErrors.malformed("the answer lacks " + member));
        }
        return value;
    }

    private static ErrorContext context(String operation) {
        return ErrorContext.of(RocksetProvider.VENDOR, operation);
    }
}
