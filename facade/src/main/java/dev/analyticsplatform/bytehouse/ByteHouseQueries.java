package dev.analyticsplatform.bytehouse;

import static dev.analyticsplatform.bytehouse.ByteHouseErrors.text;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.analyticsplatform.ConflictException;
import dev.analyticsplatform.ErrorContext;
import dev.analyticsplatform.InvalidRequestException;
import dev.analyticsplatform.PlatformConfig;
import dev.analyticsplatform.QueryState;
import dev.analyticsplatform.QueryStatus;
import dev.analyticsplatform.Statement;
import dev.analyticsplatform.StatementInfo;
import dev.analyticsplatform.client.bytehouse.api.QueriesApi;
import dev.analyticsplatform.client.bytehouse.model.AsyncQueryRequest;
import dev.analyticsplatform.client.bytehouse.model.CheckQueryTablesRequest;
import dev.analyticsplatform.client.bytehouse.model.SyncQueryRequest;
import dev.analyticsplatform.driver.QueriesDriver;
import dev.analyticsplatform.driver.RowData;
import dev.analyticsplatform.driver.RowSource;
import dev.analyticsplatform.engine.QueryCalls;
import dev.analyticsplatform.engine.http.CallOptions;
import dev.analyticsplatform.engine.http.Safety;
import dev.analyticsplatform.engine.http.Transport;
import dev.analyticsplatform.engine.rows.JsonRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;

/** Queries as ByteHouse runs them: in the answer, or in the background with the result kept. */
final class ByteHouseQueries implements QueriesDriver {

    static final String SYNC = "submitSyncQuery";

    /** No bound on the rows of an answer. */
    private static final int ALL = 0;

    private final Transport transport;
    private final PlatformConfig config;
    private final QueriesApi api;
    private final @Nullable String role;
    private final String mode;

    ByteHouseQueries(Transport transport, PlatformConfig config) {
        this.transport = transport;
        this.config = config;
        this.api = transport.api(QueriesApi.class);
        this.role = config.options().get(ByteHouseProvider.ROLE);
        this.mode = config.options().getOrDefault(ByteHouseProvider.MODE, "clickhouse_sql");
    }

    @Override
    public RowSource run(Statement statement) {
        var request = request(inNamespace(statement.sql()), statement)
                .mode(SyncQueryRequest.ModeEnum.of(mode))
                .maxRowsReturn(ALL);
        return rows(SYNC, api.submitSyncQueryRaw(request, null, role), options(statement));
    }

    /** Runs a statement of this adapter that only reads. */
    RowSource read(String sql) {
        return own(sql, Safety.SAFE);
    }

    /** Runs a statement of this adapter whose rows, if any, only say what it did; its end says whether it failed. */
    void execute(String sql) {
        try (var rows = own(sql, Safety.UNSAFE)) {
            RowData row = rows.next();
            while (row != null) {
                row = rows.next();
            }
        }
    }

    /** In the engine's own dialect, whatever that of the user is. */
    private RowSource own(String sql, Safety safety) {
        var statement = Statement.of(sql);
        var request = request(sql, statement)
                .mode(SyncQueryRequest.ModeEnum.CLICKHOUSE_SQL)
                .maxRowsReturn(ALL);
        return rows(
                SYNC,
                api.submitSyncQueryRaw(request, null, role),
                options(statement).withSafety(safety));
    }

    @Override
    public QueryStatus submit(Statement statement) {
        var request = new AsyncQueryRequest()
                .query(inNamespace(statement.sql()))
                .mode(AsyncQueryRequest.ModeEnum.of(mode))
                .vwID(compute(statement));
        var limits = options(statement);
        // A job that is started twice is two jobs, even if it only reads.
        var once = new CallOptions(Optional.empty(), limits.attemptLimit(), limits.totalLimit());
        var answer = transport.call(api.submitAsyncQuery(request, role), once);
        var tickets = Optional.ofNullable(answer.getData()).orElse(List.of());
        if (tickets.isEmpty() || !(tickets.get(tickets.size() - 1) instanceof JsonObject ticket)) {
            throw transport.failure("submitAsyncQuery", ByteHouseErrors.malformed("the answer holds no ticket"));
        }
        String id = text(ticket, "id").or(() -> text(ticket, "queryID")).orElse("");
        if (id.isEmpty()) {
            throw transport.failure("submitAsyncQuery", ByteHouseErrors.malformed("the ticket lacks the id"));
        }
        return status(id, ticket, Optional.of(statement.sql()));
    }

    @Override
    public QueryStatus status(String id) {
        if (!(transport.call(api.getAsyncQueryStatus(id, role)).getData() instanceof JsonObject data)) {
            throw transport.failure("getAsyncQueryStatus", ByteHouseErrors.malformed("the answer lacks data"));
        }
        return status(id, data, Optional.empty());
    }

    @Override
    public RowSource rows(String id) {
        try {
            return rows("getAsyncQueryResults", api.getAsyncQueryResultsRaw(id, ALL, role), CallOptions.NONE);
        } catch (InvalidRequestException refused) {
            var now = status(id);
            if (now.state().terminal()) {
                throw refused;
            }
            throw new ConflictException(
                    refused.context(), "query " + id + " is in state " + now.vendorState() + "; await it", refused);
        }
    }

    @Override
    public QueryStatus cancel(String id) {
        transport.call(api.killAsyncQuery(id, role));
        return status(id);
    }

    @Override
    public StatementInfo validate(Statement statement) {
        var request = new CheckQueryTablesRequest().query(inNamespace(statement.sql()));
        var datasets = new ArrayList<String>();
        if (transport.call(api.checkQueryTables(request, role)).getData() instanceof JsonObject data) {
            for (String kind : List.of("tables", "views", "materializedViews")) {
                if (data.get(kind) instanceof JsonArray names) {
                    names.asList().stream()
                            .filter(JsonElement::isJsonPrimitive)
                            .forEach(name -> datasets.add(name.getAsString()));
                }
            }
        }
        return new StatementInfo(datasets, List.of());
    }

    private RowSource rows(String operation, Call<ResponseBody> call, CallOptions options) {
        return new JsonRows(
                transport.stream(call, options), config.limits(), new ByteHouseEnvelope(transport, operation));
    }

    private SyncQueryRequest request(String sql, Statement statement) {
        return new SyncQueryRequest().query(sql).vwID(compute(statement));
    }

    private CallOptions options(Statement statement) {
        return QueryCalls.options(statement, config.timeouts());
    }

    private @Nullable String compute(Statement statement) {
        return statement.compute().or(config::compute).orElse(null);
    }

    /** Calls share no state, so the database is put in use by the call itself. */
    String inNamespace(String sql) {
        return config.namespace()
                .map(name -> "USE " + ByteHouseMapping.identifier(name) + ";\n" + sql)
                .orElse(sql);
    }

    private static QueryStatus status(String id, JsonObject job, Optional<String> sql) {
        String state = text(job, "status").orElse("");
        var error = text(job, "errorMessage").or(() -> text(job, "error")).filter(text -> !text.isEmpty());
        boolean cancelled = state(state) == QueryState.FAILED
                && error.filter(ByteHouseErrors::tellsOfCancelling).isPresent();
        return new QueryStatus(
                id, cancelled ? QueryState.CANCELLED : state(state), state, sql, text(job, "startTime"), error);
    }

    private static QueryState state(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "notstarted" -> QueryState.QUEUED;
            case "running" -> QueryState.RUNNING;
            case "finished" -> QueryState.COMPLETED;
            case "failed" -> QueryState.FAILED;
            case "killed", "cancelled", "canceled" -> QueryState.CANCELLED;
            default -> QueryState.UNKNOWN;
        };
    }

    static ErrorContext context(String operation) {
        return ErrorContext.of(ByteHouseProvider.VENDOR, operation);
    }
}
