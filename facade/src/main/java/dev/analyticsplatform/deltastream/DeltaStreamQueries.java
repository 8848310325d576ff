package dev.analyticsplatform.deltastream;

import dev.analyticsplatform.PlatformConfig;
import dev.analyticsplatform.QueryState;
import dev.analyticsplatform.QueryStatus;
import dev.analyticsplatform.Statement;
import dev.analyticsplatform.driver.QueriesDriver;
import dev.analyticsplatform.driver.RowSource;
import dev.analyticsplatform.engine.QueryCalls;
import dev.analyticsplatform.engine.http.CallOptions;
import java.util.Optional;

/** Statements as queries and jobs; a job is a statement, by its id. */
final class DeltaStreamQueries implements QueriesDriver {

    private final DeltaStreamStatements statements;
    private final PlatformConfig config;
    private final DeltaStreamNamespace namespace;

    DeltaStreamQueries(DeltaStreamStatements statements, PlatformConfig config) {
        this.statements = statements;
        this.config = config;
        this.namespace = DeltaStreamNamespace.read(config.namespace().orElse(DeltaStreamProvider.SCHEMA));
    }

    @Override
    public RowSource run(Statement statement) {
        return statements.run(statement, namespace);
    }

    @Override
    public RowSource subscribe(Statement statement) {
        return statements.subscribe(statement, namespace);
    }

    @Override
    public QueryStatus submit(Statement statement) {
        try (var answer = statements.submit(statement, namespace, limits(statement))) {
            if (!answer.running()) {
                answer.requireSuccess();
            }
            if (isEndless(answer)) {
                throw answer.failure(DeltaStreamStatements.endless(answer));
            }
            return status(answer, Optional.of(statement.sql()));
        }
    }

    /** A job that is started twice is two jobs, even if it only reads. */
    private CallOptions limits(Statement statement) {
        var options = QueryCalls.options(statement, config.timeouts());
        return new CallOptions(Optional.empty(), options.attemptLimit(), options.totalLimit());
    }

    private static boolean isEndless(DeltaStreamAnswer answer) {
        return answer.elsewhere()
                .map(request -> request.getRequestType())
                .filter(type -> type.getValue().equals(DeltaStreamStatements.STREAMING))
                .isPresent();
    }

    @Override
    public QueryStatus status(String id) {
        try (var answer = statements.look(id)) {
            return status(answer, Optional.empty());
        }
    }

    @Override
    public RowSource rows(String id) {
        return statements.rows(id);
    }

    private static QueryStatus status(DeltaStreamAnswer answer, Optional<String> sql) {
        String sqlState = answer.running() ? DeltaStreamErrors.RUNNING : answer.sqlState();
        QueryState state = switch (sqlState) {
            case DeltaStreamErrors.RUNNING -> QueryState.RUNNING;
            case DeltaStreamErrors.SUCCESS -> QueryState.COMPLETED;
            case DeltaStreamErrors.CANCELLED -> QueryState.CANCELLED;
            default -> QueryState.FAILED;
        };
        Optional<String> error = state == QueryState.FAILED
                ? Optional.of(answer.message().orElse("the vendor gave no reason") + " (SQL state " + sqlState + ")")
                : Optional.empty();
        return new QueryStatus(answer.id(), state, sqlState, sql, answer.createdOn(), error);
    }
}
