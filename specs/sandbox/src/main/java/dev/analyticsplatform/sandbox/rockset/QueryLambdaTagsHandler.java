package dev.analyticsplatform.sandbox.rockset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.rockset.QueryLambdas.QueryLambda;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Json;

/** Tag Query Lambdas: the names of versions. {@code latest} is always there and cannot be set or deleted. */
final class QueryLambdaTagsHandler {
    private final QueryLambdas lambdas;

    QueryLambdaTagsHandler(QueryLambdas lambdas, Handlers handlers) {
        this.lambdas = lambdas;
        handlers.on("createQueryLambdaTag", this::create)
                .on("deleteQueryLambdaTag", this::delete)
                .on("listQueryLambdaTags", this::list)
                .on("getQueryLambdaTagVersion", this::get);
    }

    private Answer with(Exchange exchange, QueryLambdas.Work<? extends JsonNode> work) {
        return QueryLambdasHandler.data(
                lambdas.with(exchange.path("workspace"), exchange.path("queryLambda"), work::with));
    }

    private static ObjectNode tag(QueryLambda lambda, String tag) {
        String version = QueryLambdas.tagged(lambda, tag);
        return Json.object().put("tag_name", tag).set("version", QueryLambdas.version(lambda, version));
    }

    private Answer create(Exchange exchange) {
        String tag = exchange.body().path("tag_name").asText();
        String version = exchange.body().path("version").asText();
        Names.check("tag", tag);
        refuseLatest(tag);
        return with(exchange, lambda -> {
            QueryLambdas.version(lambda, version);
            lambda.tags.put(tag, version);
            return tag(lambda, tag);
        });
    }

    private Answer delete(Exchange exchange) {
        String tag = exchange.path("tag");
        refuseLatest(tag);
        return with(exchange, lambda -> {
            ObjectNode last = tag(lambda, tag);
            lambda.tags.remove(tag);
            return last;
        });
    }

    private static void refuseLatest(String tag) {
        if (tag.equals(QueryLambdas.LATEST)) {
            throw RocksetErrors.invalid("The tag 'latest' follows the newest version by itself");
        }
    }

    private Answer list(Exchange exchange) {
        return with(exchange, lambda -> {
            ArrayNode tags = Json.array();
            tags.add(tag(lambda, QueryLambdas.LATEST));
            lambda.tags.keySet().forEach(name -> tags.add(tag(lambda, name)));
            return tags;
        });
    }

    private Answer get(Exchange exchange) {
        return with(exchange, lambda -> tag(lambda, exchange.path("tag")));
    }
}
