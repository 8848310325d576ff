package dev.analyticsplatform.sandbox.bytehouse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** Import jobs of tag Data Loading. A draft is kept as it is; a published one has to be whole and can be started. */
final class ImportJobs {
    /** The one member of the arguments of a start that is known. */
    private static final String FILES = "source.properties.fileNames";

    private final Tenant tenant;
    private final Connections connections;
    private final Executions executions;
    private final AtomicLong ids = new AtomicLong(2047);
    private final Map<Long, ObjectNode> kept = new ConcurrentSkipListMap<>();

    ImportJobs(Tenant tenant, Connections connections, Executions executions, Handlers handlers) {
        this.tenant = tenant;
        this.connections = connections;
        this.executions = executions;
        connections.usedBy(connection ->
                kept.values().stream().anyMatch(job -> job.path("connectionID").asLong() == connection));
        handlers.on("createImportJob", this::create)
                .on("listImportJobs", this::list)
                .on("getImportJob", exchange -> Replies.reported(require(exchange)))
                .on("updateImportJob", this::update)
                .on("deleteImportJob", this::delete)
                .on("renameImportJob", exchange -> change(exchange, "name"))
                .on("updateImportJobDescription", exchange -> change(exchange, "description"))
                .on("getImportJobStartArguments", this::startArguments)
                .on("startImportJob", this::start)
                .on("stopImportJob", this::stop)
                .on(
                        "listImportJobExecutions",
                        exchange -> executions.list(
                                exchange, require(exchange).path("id").asLong()));
    }

    private ObjectNode require(Exchange exchange) {
        ObjectNode found = kept.get(Long.parseLong(exchange.path("id")));
        if (found == null) {
            throw ByteHouseErrors.notFound("The import job " + exchange.path("id") + " does not exist.");
        }
        return found.deepCopy();
    }

    private void check(ObjectNode job) {
        long connection = job.path("connectionID").asLong();
        if (connection != 0 && connections.type(connection).isEmpty()) {
            throw ByteHouseErrors.invalid("There is no connection " + connection);
        }
        JsonNode sink = job.path("configuration").path("sink");
        if (job.path("state").asText().equals("PUBLISHED") && sink.path("table").isTextual()) {
            TableName target = new TableName(
                    sink.path("database").asText(Dialect.DEFAULT_DATABASE),
                    sink.path("table").asText());
            if (tenant.catalog.find(target).filter(TableDefinition::isTable).isEmpty()) {
                throw ByteHouseErrors.invalid("The table " + target + " of the job does not exist");
            }
        }
    }

    private Answer create(Exchange exchange) {
        ObjectNode job = exchange.body().deepCopy();
        check(job);
        long id = ids.incrementAndGet();
        job.put("id", id).put("createdAt", tenant.setup.now().toString());
        kept.put(id, job);
        return Replies.reported(Json.object().put("id", id));
    }

    private Answer list(Exchange exchange) {
        return Paging.cursor(
                exchange,
                kept.values().stream().map(ObjectNode::deepCopy).toList(),
                job -> job.path("id").asLong());
    }

    private Answer update(Exchange exchange) {
        ObjectNode before = require(exchange);
        ObjectNode job = exchange.body().deepCopy();
        check(job);
        job.set("id", before.path("id"));
        job.set("createdAt", before.path("createdAt"));
        kept.put(before.path("id").asLong(), job);
        return Replies.done();
    }

    private Answer change(Exchange exchange, String member) {
        JsonNode value = exchange.body().path(member);
        if (!value.isTextual() || (member.equals("name") && value.asText().isEmpty())) {
            throw ByteHouseErrors.invalid(member + " is needed");
        }
        ObjectNode job = require(exchange);
        job.set(member, value);
        kept.put(job.path("id").asLong(), job);
        return Replies.done();
    }

    private Answer delete(Exchange exchange) {
        long id = require(exchange).path("id").asLong();
        if (executions.running(id).isPresent()) {
            throw ByteHouseErrors.invalid("The import job " + id + " is running; stop it first");
        }
        kept.remove(id);
        return Replies.done();
    }

    private static String files(ObjectNode job) {
        return job.path("configuration")
                .path("source")
                .path("properties")
                .path("fileNames")
                .asText("");
    }

    private Answer startArguments(Exchange exchange) {
        ObjectNode job = require(exchange);
        ObjectNode arguments = Json.object();
        if (!isKafka(job)) {
            arguments.put(FILES, files(job));
        }
        return Replies.reported(arguments);
    }

    private boolean isKafka(ObjectNode job) {
        return connections.type(job.path("connectionID").asLong()).orElse("").equals("KAFKA");
    }

    private Answer start(Exchange exchange) {
        ObjectNode job = require(exchange);
        long id = job.path("id").asLong();
        if (!job.path("state").asText().equals("PUBLISHED")) {
            throw ByteHouseErrors.invalid("The import job " + id + " is a draft; publish it first");
        }
        String files = exchange.body().path(FILES).asText(files(job));
        Execution execution = executions
                .start(id, isKafka(job), files.isEmpty() ? job.path("name").asText() : files)
                .orElseThrow(() -> ByteHouseErrors.invalid("The import job " + id + " is running already"));
        return Replies.reported(Json.object().put("executionID", execution.id));
    }

    private Answer stop(Exchange exchange) {
        long id = require(exchange).path("id").asLong();
        executions
                .running(id)
                .orElseThrow(() -> ByteHouseErrors.invalid("The import job " + id + " is not running"))
                .stop();
        return Replies.done();
    }
}
