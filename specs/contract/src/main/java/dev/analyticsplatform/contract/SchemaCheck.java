package dev.analyticsplatform.contract;

import com.atlassian.oai.validator.schema.SwaggerV20Library;
import com.fasterxml.jackson.databind.JsonNode;
import com.github.fge.jsonschema.cfg.ValidationConfiguration;
import com.github.fge.jsonschema.core.exceptions.ProcessingException;
import com.github.fge.jsonschema.core.load.configuration.LoadingConfiguration;
import com.github.fge.jsonschema.core.report.ListReportProvider;
import com.github.fge.jsonschema.core.report.LogLevel;
import com.github.fge.jsonschema.core.report.ProcessingMessage;
import com.github.fge.jsonschema.main.JsonSchema;
import com.github.fge.jsonschema.main.JsonSchemaFactory;
import com.github.fge.msgsimple.load.MessageBundles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Checks JSON values against the schemas of a document, for one direction. */
final class SchemaCheck {
    private final JsonNode document;
    private final JsonSchemaForm.Direction direction;
    private @Nullable Compiler compiler;

    SchemaCheck(JsonNode document, JsonSchemaForm.Direction direction) {
        this.document = document;
        this.direction = direction;
    }

    /**
     * One fault of a value.
     *
     * @param at the JSON pointer of the part of the value that is at fault
     * @param message what is wrong with it
     * @param where the place of the broken schema
     */
    record Finding(String at, String message, String where) {}

    List<Finding> check(JsonNode value, Place schema) {
        if (!schema.exists()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        Compiler compiled = compiler();
        try {
            for (ProcessingMessage message : compiled.schema(schema.pointer()).validate(value, true)) {
                collect(message.asJson(), schema, compiled.form, findings);
            }
        } catch (ProcessingException e) {
            throw new DocumentException("The schema at " + schema.where() + " cannot be used: "
                    + e.getProcessingMessage().getMessage());
        }
        return findings;
    }

    // Not before the first value is checked: it takes a second, and starts threads that a build step need not have.
    private synchronized Compiler compiler() {
        if (compiler == null) {
            compiler = new Compiler(JsonSchemaForm.of(document, direction));
        }
        return compiler;
    }

    private void collect(JsonNode message, Place schema, JsonSchemaForm.Form form, List<Finding> findings) {
        String pointer = message.path("schema").path("pointer").asText(schema.pointer());
        String keyword = message.path("keyword").asText();
        JsonNode reports = message.path("reports");
        if (keyword.equals("allOf")) {
            reports.forEach(branch -> branch.forEach(inner -> collect(inner, schema, form, findings)));
        } else if (keyword.equals("anyOf") && form.isWrapper(form.documentPointer(pointer))) {
            reports.path(pointer + "/anyOf/0").forEach(inner -> collect(inner, schema, form, findings));
        } else {
            String at = message.path("instance").path("pointer").asText();
            String place = form.documentPointer(pointer);
            findings.add(new Finding(at, text(message, schema.root().at(place)), "#" + place));
        }
    }

    private String text(JsonNode message, JsonNode schema) {
        if (schema.path("format").asText().equals("password")
                || schema.path("writeOnly").asBoolean(false)) {
            return "breaks the keyword " + message.path("keyword").asText() + " (its value is secret)";
        }
        StringBuilder text = new StringBuilder(message.path("message").asText());
        message.path("reports")
                .forEach(branch -> branch.forEach(inner -> {
                    String at = inner.path("instance").path("pointer").asText();
                    text.append("; ")
                            .append(at.isEmpty() ? "" : at + ": ")
                            .append(inner.path("message").asText());
                }));
        return text.toString();
    }

    /** The validator's schemas of one document. */
    private static final class Compiler {
        // One schema for the whole document: its parts share the validator's caches, and pointers stay the document's.
        private static final String DOCUMENT = "document:/api";
        private static final int CACHED_SCHEMAS = 8192;

        private final JsonSchemaForm.Form form;
        private final JsonSchemaFactory factory;
        private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();

        Compiler(JsonSchemaForm.Form form) {
            this.form = form;
            factory = JsonSchemaFactory.newBuilder()
                    .setLoadingConfiguration(LoadingConfiguration.newBuilder()
                            .preloadSchema(DOCUMENT, form.root())
                            .freeze())
                    .setValidationConfiguration(ValidationConfiguration.newBuilder()
                            .setDefaultLibrary(SwaggerV20Library.OAI_V2_METASCHEMA_URI, SwaggerV20Library.get())
                            .setSyntaxMessages(MessageBundles.getBundle(SwaggerV20Library.SyntaxBundle.class))
                            .setValidationMessages(MessageBundles.getBundle(SwaggerV20Library.ValidationBundle.class))
                            .setCacheSize(CACHED_SCHEMAS)
                            .freeze())
                    .setReportProvider(new ListReportProvider(LogLevel.ERROR, LogLevel.FATAL))
                    .freeze();
        }

        JsonSchema schema(String pointer) {
            return schemas.computeIfAbsent(pointer, this::compile);
        }

        private JsonSchema compile(String pointer) {
            try {
                return factory.getJsonSchema(DOCUMENT + "#" + fragment(pointer));
            } catch (ProcessingException e) {
                throw new DocumentException("The schema at #" + pointer + " cannot be used: "
                        + e.getProcessingMessage().getMessage());
            }
        }

        private static String fragment(String pointer) {
            List<String> tokens = new ArrayList<>();
            for (String token : pointer.split("/", -1)) {
                tokens.add(Percent.encode(token));
            }
            return String.join("/", tokens);
        }
    }
}
