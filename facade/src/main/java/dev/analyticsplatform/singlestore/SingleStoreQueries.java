package dev.analyticsplatform.singlestore;

import com.google.gson.JsonElement;
import dev.analyticsplatform.ErrorContext;
import dev.analyticsplatform.InvalidRequestException;
import dev.analyticsplatform.PlatformConfig;
import dev.analyticsplatform.Statement;
import dev.analyticsplatform.client.singlestore.api.HttpApi;
import dev.analyticsplatform.client.singlestore.model.ExecInput;
import dev.analyticsplatform.client.singlestore.model.ExecOutput;
import dev.analyticsplatform.client.singlestore.model.QueryInput;
import dev.analyticsplatform.driver.QueriesDriver;
import dev.analyticsplatform.driver.RowSource;
import dev.analyticsplatform.engine.NamedParameters;
import dev.analyticsplatform.engine.QueryCalls;
import dev.analyticsplatform.engine.SqlText;
import dev.analyticsplatform.engine.http.Safety;
import dev.analyticsplatform.engine.rows.JsonRows;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** SQL over HTTP. What gives rows and what does not are two operations, told apart by the first word. */
final class SingleStoreQueries implements QueriesDriver {

    private static final Set<String> GIVES_ROWS =
            Set.of("SELECT", "WITH", "SHOW", "DESCRIBE", "DESC", "EXPLAIN", "CALL", "ECHO");

    /** A procedure need not give a result. */
    private static final Set<String> MAY_GIVE_NONE = Set.of("CALL", "ECHO");

    private final SingleStoreSql sql;
    private final PlatformConfig config;

    SingleStoreQueries(SingleStoreSql sql, PlatformConfig config) {
        this.sql = sql;
        this.config = config;
    }

    @Override
    public RowSource run(Statement statement) {
        String database = config.namespace().orElse(null);
        return GIVES_ROWS.contains(SqlText.firstWord(statement.sql()))
                ? rows(statement, database)
                : new SingleStoreOutcome(exec(statement, database));
    }

    /**
     * Runs a statement that gives rows.
     *
     * @param database where names without one are looked up, if anywhere
     */
    RowSource rows(Statement statement, @Nullable String database) {
        Sent sent = sent("tuples", statement);
        var input = new QueryInput().sql(sent.sql()).args(sent.args()).database(database);
        var options = QueryCalls.options(statement, config.timeouts());
        boolean safe = options.safety().filter(Safety.SAFE::equals).isPresent();
        boolean mayGiveNone = MAY_GIVE_NONE.contains(SqlText.firstWord(statement.sql()));
        return sql.call(statement.compute(), safe, transport -> {
            var body = transport.stream(transport.api(HttpApi.class).tuplesRaw(input), options);
            return new JsonRows(body, config.limits(), new SingleStoreEnvelope(transport, mayGiveNone));
        });
    }

    /** Runs a statement that gives no rows, once. */
    ExecOutput exec(Statement statement, @Nullable String database) {
        Sent sent = sent("exec", statement);
        return exec(statement, new ExecInput().sql(sent.sql()).args(sent.args()).database(database));
    }

    /** Runs a statement whose parameters are in place. */
    ExecOutput exec(Statement statement, ExecInput input) {
        var options = QueryCalls.options(statement, config.timeouts());
        return sql.call(statement.compute(), false, transport -> {
            ExecOutput output = transport.call(transport.api(HttpApi.class).exec(input), options);
            if (output.getError() != null) {
                throw transport.failure("exec", SingleStoreErrors.read(output.getError()));
            }
            return output;
        });
    }

    /** A statement as it is sent; without arguments the list is null, and the SQL as it was given. */
    private record Sent(String sql, @Nullable List<JsonElement> args) {}

    private static Sent sent(String operation, Statement statement) {
        var parameters = statement.parameters();
        if (parameters.isEmpty()) {
            return new Sent(statement.sql(), null);
        }
        try {
            var marked = NamedParameters.of(statement.sql(), NamedParameters.Quoting.BACKSLASH, name -> {
                if (!parameters.containsKey(name)) {
                    throw new IllegalArgumentException("parameter " + name + " has no value");
                }
                return SingleStoreValues.mark(parameters.get(name));
            });
            var unused = new HashSet<>(parameters.keySet());
            marked.names().forEach(unused::remove);
            if (!unused.isEmpty()) {
                throw new IllegalArgumentException("parameters " + unused + " do not stand in the SQL");
            }
            return new Sent(
                    marked.sql(),
                    marked.names().stream()
                            .map(name -> SingleStoreValues.argument(parameters.get(name)))
                            .toList());
        } catch (IllegalArgumentException unfit) {
            throw new InvalidRequestException(
                    ErrorContext.of(SingleStoreProvider.VENDOR, operation), String.valueOf(unfit.getMessage()), unfit);
        }
    }
}
