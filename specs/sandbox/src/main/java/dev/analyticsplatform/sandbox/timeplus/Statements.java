package dev.analyticsplatform.sandbox.timeplus;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Caller;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.util.Optional;

/** Tells statements apart: queries, and those that the sandbox carries out by itself. Thread-safe. */
final class Statements {
    private final Workspace workspace;
    private final Streams streams;
    private final Views views;
    private final Inserts inserts;
    private final ShowStatements shows;

    Statements(Workspace workspace, Streams streams, Views views) {
        this.workspace = workspace;
        this.streams = streams;
        this.views = views;
        inserts = new Inserts(workspace, streams);
        shows = new ShowStatements(workspace);
    }

    /**
     * Carries out a statement.
     *
     * @return the plan of what returns rows; empty if the statement is done
     */
    Optional<QueryPlan> run(String sql, Caller caller) {
        StatementReader in = new StatementReader(sql);
        if (in.isWord("SELECT") || in.isWord("WITH") || in.isSign("(")) {
            return Optional.of(workspace.planner.plan(sql));
        } else if (in.take("SHOW")) {
            return Optional.of(shows.show(in, sql));
        } else if (in.take("DESCRIBE") || in.take("DESC")) {
            return Optional.of(shows.describe(in, sql));
        } else if (in.take("CREATE")) {
            create(in, caller);
        } else if (in.take("DROP")) {
            drop(in);
        } else if (in.take("INSERT", "INTO")) {
            inserts.insert(in);
        } else if (in.take("TRUNCATE")) {
            in.take("STREAM");
            boolean optional = in.take("IF", "EXISTS");
            String name = in.name();
            in.expectEnd();
            if (!optional || workspace.datasets.find(name).isPresent()) {
                streams.writable(name).truncate();
            }
        } else if (in.take("ALTER") || in.take("EXPLAIN") || in.take("SYSTEM") || in.take("KILL") || in.take("USE")) {
            throw TimeplusErrors.notModelled("The statement");
        } else {
            throw in.error();
        }
        return Optional.empty();
    }

    private void create(StatementReader in, Caller caller) {
        boolean replace = in.take("OR", "REPLACE");
        if (in.take("MATERIALIZED", "VIEW")) {
            view(in, caller, true, replace);
        } else if (in.take("VIEW")) {
            view(in, caller, false, replace);
        } else if (in.take("STREAM")) {
            stream(in, caller, "Stream");
        } else if (in.take("MUTABLE", "STREAM")) {
            stream(in, caller, "MutableStream");
        } else if (in.take("EXTERNAL") || in.take("RANDOM") || in.take("FUNCTION") || in.take("DATABASE")) {
            throw TimeplusErrors.notModelled(
                    "The statement; there are operations for external streams, tables and functions");
        } else {
            throw in.error();
        }
    }

    private void view(StatementReader in, Caller caller, boolean materialized, boolean replace) {
        boolean optional = in.take("IF", "NOT", "EXISTS");
        ObjectNode definition = Json.object().put("name", in.name()).put("materialized", materialized);
        if (materialized && in.take("INTO")) {
            definition.put("target_stream", in.name());
        }
        in.expect("AS");
        definition.put("query", in.rest());
        String name = definition.path("name").asText();
        Optional<Dataset> present = workspace.datasets.find(name);
        if (present.isPresent() && optional) {
            return;
        } else if (replace
                && present.filter(each -> each.kind() == Dataset.Kind.VIEW).isPresent()) {
            views.check(definition.path("query").asText(), materialized);
            workspace.datasets.drop(present.get());
        }
        views.create(definition, caller);
    }

    private void stream(StatementReader in, Caller caller, String engine) {
        boolean optional = in.take("IF", "NOT", "EXISTS");
        ObjectNode definition = Json.object().put("name", in.name()).put("engine", engine);
        in.expectSign("(");
        ArrayNode columns = definition.putArray("columns");
        do {
            column(in, columns.addObject());
        } while (in.takeSign(","));
        in.expectSign(")");
        while (!in.isAtEnd()) {
            option(in, definition);
        }
        if (optional
                && workspace.datasets.find(definition.path("name").asText()).isPresent()) {
            return;
        }
        streams.create(definition, caller);
    }

    private static void column(StatementReader in, ObjectNode column) {
        column.put("name", in.simpleName());
        String type = in.until("DEFAULT", "NULL", "NOT", "CODEC", "COMMENT", "TTL", ",");
        boolean required = in.take("NOT", "NULL");
        column.put("type", !required && in.take("NULL") ? "nullable(" + type + ")" : type);
        if (in.take("DEFAULT")) {
            column.put("default", in.until("CODEC", "COMMENT", "TTL", ","));
        }
        if (in.take("COMMENT")) {
            in.string();
        }
        if (in.isWord("CODEC")) {
            column.put("codec", in.until("COMMENT", "TTL", ","));
        }
        if (in.take("TTL")) {
            in.until(",");
        }
    }

    private static void option(StatementReader in, ObjectNode definition) {
        String[] options = {"ENGINE", "PRIMARY", "ORDER", "PARTITION", "TTL", "SETTINGS", "COMMENT"};
        if (in.take("ENGINE")) {
            in.expectSign("=");
            in.until(options);
        } else if (in.take("PRIMARY", "KEY")) {
            definition.put("primary_key", in.until(options));
        } else if (in.take("ORDER", "BY") || in.take("PARTITION", "BY")) {
            in.until(options);
        } else if (in.take("TTL")) {
            definition.put("ttl_expression", in.until(options));
        } else if (in.take("COMMENT")) {
            definition.put("description", in.string());
        } else if (in.take("SETTINGS")) {
            do {
                setting(in, definition);
            } while (in.takeSign(","));
        } else {
            throw in.error();
        }
    }

    private static void setting(StatementReader in, ObjectNode definition) {
        String name = in.simpleName();
        in.expectSign("=");
        String sign = in.takeSign("-") ? "-" : "";
        String value = sign + in.next().value();
        if (name.equals("mode") || name.equals("event_time_column")) {
            definition.put(name, value);
        } else if (name.startsWith("logstore_retention_") && value.matches("-?\\d{1,18}")) {
            definition.put(name, Long.parseLong(value));
        }
    }

    private void drop(StatementReader in) {
        boolean stream = in.take("STREAM");
        boolean view = !stream && (in.take("MATERIALIZED", "VIEW") || in.take("VIEW"));
        if (!stream && !view) {
            throw in.error();
        }
        boolean optional = in.take("IF", "EXISTS");
        String name = in.name();
        in.expectEnd();
        Optional<Dataset> dataset = workspace
                .datasets
                .find(name)
                .filter(each ->
                        view == (each.kind() == Dataset.Kind.VIEW || each.kind() == Dataset.Kind.MATERIALIZED_VIEW));
        if (dataset.isPresent()) {
            workspace.datasets.drop(dataset.get());
            workspace.signal.raise();
        } else if (!optional) {
            throw TimeplusErrors.unknownStream(name);
        }
    }
}
