package dev.analyticsplatform.rockset;

import dev.analyticsplatform.ErrorContext;
import dev.analyticsplatform.NotFoundException;
import dev.analyticsplatform.QualifiedName;
import dev.analyticsplatform.SavedQuery;
import dev.analyticsplatform.Statement;
import dev.analyticsplatform.client.rockset.api.QueryLambdasApi;
import dev.analyticsplatform.client.rockset.model.ExecuteQueryLambdaRequest;
import dev.analyticsplatform.client.rockset.model.QueryLambda;
import dev.analyticsplatform.client.rockset.model.QueryLambdaSql;
import dev.analyticsplatform.client.rockset.model.QueryLambdaVersion;
import dev.analyticsplatform.client.rockset.model.QueryParameter;
import dev.analyticsplatform.client.rockset.model.UpdateQueryLambdaRequest;
import dev.analyticsplatform.driver.Page;
import dev.analyticsplatform.driver.RowSource;
import dev.analyticsplatform.driver.SavedQueriesDriver;
import dev.analyticsplatform.engine.http.Transport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Query lambdas; the current version is the latest. */
final class RocksetSavedQueries implements SavedQueriesDriver {

    private final Transport transport;
    private final RocksetQueries queries;
    private final QueryLambdasApi api;

    RocksetSavedQueries(Transport transport, RocksetQueries queries) {
        this.transport = transport;
        this.queries = queries;
        this.api = transport.api(QueryLambdasApi.class);
    }

    @Override
    public Page<SavedQuery> list(@Nullable String cursor) {
        return Page.only(latest(transport.call(api.listAllQueryLambdas()).getData())
                .map(this::savedQuery)
                .toList());
    }

    @Override
    public SavedQuery get(QualifiedName name) {
        return find(name)
                .orElseThrow(() -> new NotFoundException(
                        ErrorContext.of(RocksetProvider.VENDOR, "listQueryLambdasInWorkspace"),
                        "there is no query lambda " + name,
                        null));
    }

    @Override
    public SavedQuery save(SavedQuery query) {
        String space = query.name().namespace().orElseThrow();
        var sql = new QueryLambdaSql()
                .query(query.statement().sql())
                .defaultParameters(queries.parameters(
                        "updateQueryLambda", query.statement().parameters()));
        String description = query.description().orElse(null);
        var request = new UpdateQueryLambdaRequest().sql(sql).description(description);
        // One request that creates or updates: two writers cannot come between a look and a deed.
        var version = transport
                .call(api.updateQueryLambda(space, query.name().name(), request, true))
                .getData();
        if (version == null) {
            throw transport.failure("updateQueryLambda", RocksetErrors.malformed("the answer lacks data"));
        }
        return savedQuery(version);
    }

    @Override
    public RowSource run(QualifiedName name, Map<String, @Nullable Object> parameters) {
        SavedQuery query = get(name);
        var request = new ExecuteQueryLambdaRequest()
                .parameters(queries.parameters("executeQueryLambda", parameters))
                .virtualInstanceId(queries.compute(query.statement()).orElse(null));
        var call = api.executeQueryLambdaRaw(
                name.namespace().orElseThrow(), name.name(), query.version().orElseThrow(), request);
        return queries.rows("executeQueryLambda", call, queries.options(query.statement()));
    }

    @Override
    public void delete(QualifiedName name) {
        transport.call(api.deleteQueryLambda(name.namespace().orElseThrow(), name.name()));
    }

    private Optional<SavedQuery> find(QualifiedName name) {
        var lambdas = transport
                .call(api.listQueryLambdasInWorkspace(name.namespace().orElseThrow()))
                .getData();
        return latest(lambdas)
                .filter(version -> name.name().equals(version.getName()))
                .findFirst()
                .map(this::savedQuery);
    }

    private static Stream<QueryLambdaVersion> latest(@Nullable List<QueryLambda> lambdas) {
        return Optional.ofNullable(lambdas).orElse(List.of()).stream()
                .flatMap(lambda -> Stream.ofNullable(lambda.getLatestVersion()));
    }

    private SavedQuery savedQuery(QueryLambdaVersion version) {
        var sql = version.getSql();
        if (sql == null || sql.getQuery() == null) {
            throw transport.failure(
                    "listQueryLambdas",
                    RocksetErrors.malformed("query lambda " + version.getName() + " lacks its SQL"));
        }
        Statement statement = Statement.of(sql.getQuery());
        for (QueryParameter parameter :
                Optional.ofNullable(sql.getDefaultParameters()).orElse(List.of())) {
            statement = statement.bind(String.valueOf(parameter.getName()), RocksetValues.fromParameter(parameter));
        }
        return new SavedQuery(
                RocksetMapping.name(version.getWorkspace(), version.getName()),
                statement,
                RocksetMapping.description(version.getDescription()),
                Optional.ofNullable(version.getVersion()));
    }
}
