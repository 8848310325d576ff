package dev.analyticsplatform.sandbox.rockset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.sql.SqlValue;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The execution of query lambdas by version, by tag and by public identifier. A request's parameters win over defaults.
 */
final class QueryLambdaExecutionHandler {
    private final Org org;
    private final QueryLambdas lambdas;
    private final QueryRuns runs;

    QueryLambdaExecutionHandler(Org org, QueryLambdas lambdas, QueryRuns runs, Handlers handlers) {
        this.org = org;
        this.lambdas = lambdas;
        this.runs = runs;
        handlers.on("executeQueryLambda", this::byVersion)
                .on("executeQueryLambdaByTag", this::byTag)
                .on(
                        "executePublicQueryLambdaWithParams",
                        exchange -> run(exchange, lambdas.shared(exchange.path("public_access_id"))));
    }

    private Answer byVersion(Exchange exchange) {
        return run(
                exchange,
                lambdas.with(
                        exchange.path("workspace"),
                        exchange.path("queryLambda"),
                        lambda -> QueryLambdas.version(lambda, exchange.path("version"))));
    }

    private Answer byTag(Exchange exchange) {
        return run(
                exchange,
                lambdas.with(
                        exchange.path("workspace"),
                        exchange.path("queryLambda"),
                        lambda -> QueryLambdas.version(lambda, QueryLambdas.tagged(lambda, exchange.path("tag")))));
    }

    private Answer run(Exchange exchange, ObjectNode version) {
        ObjectNode request = exchange.body();
        JsonNode sql = version.path("sql");
        Map<String, SqlValue> parameters = new LinkedHashMap<>(QueryParameters.read(sql.path("default_parameters")));
        parameters.putAll(QueryParameters.read(request.path("parameters")));
        JsonNode instance = request.path("virtual_instance_id");
        String path = version.path("workspace").asText() + "."
                + version.path("name").asText() + ":" + version.path("version").asText();
        QuerySpec spec = QuerySpec.read(
                request,
                request,
                sql.path("query").asText(),
                parameters,
                instance.isTextual() ? Names.idOf(instance.textValue()) : org.defaultVirtualInstance(),
                path,
                exchange.caller());
        try {
            Answer answer = runs.answer(spec);
            lambdas.executed(version, exchange.caller(), null);
            return answer;
        } catch (Refusal refusal) {
            lambdas.executed(version, exchange.caller(), refusal.text());
            throw refusal;
        }
    }
}
