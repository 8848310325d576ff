package dev.analyticsplatform.deltastream;

import dev.analyticsplatform.PlatformConfig;
import dev.analyticsplatform.Statement;
import dev.analyticsplatform.client.deltastream.controlplane.api.DeltastreamApi;
import dev.analyticsplatform.client.deltastream.controlplane.model.ResultSetContext;
import dev.analyticsplatform.client.deltastream.controlplane.model.StatementRequest;
import dev.analyticsplatform.client.deltastream.controlplane.model.StatementRequestParameters;
import dev.analyticsplatform.engine.http.CallOptions;
import dev.analyticsplatform.engine.http.Safety;
import dev.analyticsplatform.engine.http.Transport;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The names that go with each statement. DeltaStream tells the user's defaults in its answers and leaves it to the
 * client to send them, so what the configuration leaves out is asked for once, by a statement that needs none of them.
 * Other answers are not heeded: statements of several threads cannot change each other's names.
 */
final class DeltaStreamContext {

    /** Times without a zone are written in it. */
    static final String ZONE = "UTC";

    private static final String NEEDS_NO_CONTEXT = "LIST ORGANIZATIONS;";

    private final Transport transport;
    private final PlatformConfig config;
    private final DeltastreamApi api;
    private final Map<String, String> options;
    private volatile @Nullable ResultSetContext defaults;

    DeltaStreamContext(Transport transport, PlatformConfig config) {
        this.transport = transport;
        this.config = config;
        this.api = transport.api(DeltastreamApi.class);
        this.options = config.options();
    }

    @Nullable
    String session() {
        return options.get(DeltaStreamProvider.SESSION);
    }

    /** A statement with its names. */
    StatementRequest request(Statement statement, DeltaStreamNamespace namespace) {
        var request = bare(terminated(statement.sql()));
        var compute = statement.compute().or(config::compute);
        var store = Optional.ofNullable(options.get(DeltaStreamProvider.STORE));
        boolean complete = namespace.database().isPresent() && compute.isPresent() && store.isPresent();
        var missing = complete ? new ResultSetContext() : defaults();
        return request.database(namespace.database().orElseGet(() -> named(missing.getDatabaseName())))
                .schema(namespace.schema().orElse(null))
                .store(store.orElseGet(() -> named(missing.getStoreName())))
                .computePool(compute.orElseGet(() -> named(missing.getComputePoolName())));
    }

    private StatementRequest bare(String sql) {
        return new StatementRequest()
                .statement(sql)
                .organization(options.get(DeltaStreamProvider.ORGANIZATION))
                .role(options.get(DeltaStreamProvider.ROLE))
                .parameters(
                        new StatementRequestParameters().sessionID(session()).timezone(ZONE));
    }

    private ResultSetContext defaults() {
        var known = defaults;
        if (known != null) {
            return known;
        }
        var body =
                transport.stream(api.submitStatementRaw(bare(NEEDS_NO_CONTEXT), null), CallOptions.safety(Safety.SAFE));
        try (var answer = DeltaStreamAnswer.read(body, config.limits(), 0)) {
            var told = answer.context();
            if (answer.sqlState().equals(DeltaStreamErrors.SUCCESS)) {
                defaults = told;
            }
            // Without it the statement itself goes without these names, and says what it lacks.
            return told;
        }
    }

    /** A name that is empty is none. */
    private static @Nullable String named(@Nullable String name) {
        return name == null || name.isEmpty() ? null : name;
    }

    /** DeltaStream wants a semicolon; one at the end of a comment would be part of it. */
    private static String terminated(String sql) {
        if (sql.stripTrailing().endsWith(";")) {
            return sql;
        }
        return sql + (sql.contains("--") ? "\n;" : ";");
    }
}
