package dev.analyticsplatform.sandbox.rockset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.util.List;
import java.util.Optional;

/** Tag Query Lambdas: the lambdas and their versions. */
final class QueryLambdasHandler {
    private final QueryLambdas lambdas;

    QueryLambdasHandler(QueryLambdas lambdas, Handlers handlers) {
        this.lambdas = lambdas;
        handlers.on("createQueryLambda", this::create)
                .on("updateQueryLambda", this::update)
                .on("deleteQueryLambda", this::delete)
                .on("listAllQueryLambdas", exchange -> data(array(lambdas.list(Optional.empty()))))
                .on(
                        "listQueryLambdasInWorkspace",
                        exchange -> data(array(lambdas.list(Optional.of(exchange.path("workspace"))))))
                .on("listQueryLambdaVersions", this::versions)
                .on("getQueryLambdaVersion", this::version)
                .on("deleteQueryLambdaVersion", this::deleteVersion);
    }

    static Answer data(JsonNode data) {
        return Answer.ok(Json.object().set("data", data));
    }

    private static ArrayNode array(List<ObjectNode> elements) {
        return Json.array().addAll(elements);
    }

    private Answer create(Exchange exchange) {
        String name = exchange.body().path("name").asText();
        return data(lambdas.create(exchange.path("workspace"), name, exchange.body(), exchange.caller())
                .deepCopy());
    }

    private Answer update(Exchange exchange) {
        String workspace = exchange.path("workspace");
        String name = exchange.path("queryLambda");
        boolean create = exchange.query("create").map(Boolean::parseBoolean).orElse(false);
        if (create && !lambdas.has(workspace, name)) {
            if (!exchange.body().path("sql").isObject()) {
                throw RocksetErrors.invalid("sql is missing: there is no version yet to take it from");
            }
            return data(lambdas.create(workspace, name, exchange.body(), exchange.caller())
                    .deepCopy());
        }
        return data(lambdas.with(
                workspace,
                name,
                lambda ->
                        lambdas.add(lambda, exchange.body(), exchange.caller()).deepCopy()));
    }

    private Answer delete(Exchange exchange) {
        return data(lambdas.delete(exchange.path("workspace"), exchange.path("queryLambda")));
    }

    private Answer versions(Exchange exchange) {
        return data(lambdas.with(exchange.path("workspace"), exchange.path("queryLambda"), lambda -> {
            ArrayNode versions = Json.array();
            lambda.versions.values().forEach(version -> versions.add(version.deepCopy()));
            return versions;
        }));
    }

    private Answer version(Exchange exchange) {
        return data(lambdas.with(
                exchange.path("workspace"),
                exchange.path("queryLambda"),
                lambda -> QueryLambdas.version(lambda, exchange.path("version"))));
    }

    /** Tags that point to the version go with it; the last version goes only with its lambda. */
    private Answer deleteVersion(Exchange exchange) {
        return data(lambdas.with(exchange.path("workspace"), exchange.path("queryLambda"), lambda -> {
            String id = exchange.path("version");
            ObjectNode version = QueryLambdas.version(lambda, id);
            if (lambda.versions.size() == 1) {
                throw RocksetErrors.invalid("This is the only version; delete the query lambda instead");
            }
            lambda.versions.remove(id);
            lambda.tags.values().removeIf(id::equals);
            return version;
        }));
    }
}
