package dev.analyticsplatform.sandbox.timeplus;

import dev.analyticsplatform.sandbox.vendor.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** SHOW and DESCRIBE, which return rows about what there is. */
final class ShowStatements {
    private final Workspace workspace;

    ShowStatements(Workspace workspace) {
        this.workspace = workspace;
    }

    QueryPlan show(StatementReader in, String sql) {
        List<List<String>> rows = new ArrayList<>();
        if (in.take("CREATE")) {
            boolean kind = in.take("STREAM") || in.take("MATERIALIZED", "VIEW") || in.take("VIEW") || in.take("TABLE");
            Dataset dataset = require(in.name());
            in.expectEnd();
            rows.add(List.of(kind || dataset.table().isPresent() ? definition(dataset) : dataset.name()));
            return rows(sql, List.of("statement"), rows);
        } else if (in.take("DATABASES")) {
            in.expectEnd();
            rows.add(List.of("default"));
            return rows(sql, List.of("name"), rows);
        }
        boolean views = in.take("VIEWS") || in.take("MATERIALIZED", "VIEWS");
        if (!views && !in.take("STREAMS") && !in.take("TABLES")) {
            throw in.error();
        }
        in.expectEnd();
        Dataset.Kind[] kinds =
                views ? new Dataset.Kind[] {Dataset.Kind.VIEW, Dataset.Kind.MATERIALIZED_VIEW} : Dataset.Kind.values();
        workspace.datasets.all(kinds).forEach(dataset -> rows.add(List.of(dataset.name())));
        return rows(sql, List.of("name"), rows);
    }

    QueryPlan describe(StatementReader in, String sql) {
        boolean named = in.take("STREAM") || in.take("TABLE") || in.take("VIEW");
        Dataset dataset = require(in.name());
        if (named || !in.isAtEnd()) {
            in.expectEnd();
        }
        List<List<String>> rows = new ArrayList<>();
        for (StreamColumn column : dataset.columns()) {
            String written = column.defaultExpression();
            rows.add(List.of(
                    column.name(),
                    column.type().toString(),
                    written.isEmpty() ? "" : "DEFAULT",
                    written,
                    "",
                    column.codec(),
                    ""));
        }
        return rows(
                sql,
                List.of(
                        "name",
                        "type",
                        "default_type",
                        "default_expression",
                        "comment",
                        "codec_expression",
                        "ttl_expression"),
                rows);
    }

    private Dataset require(String name) {
        return workspace.datasets.find(name).orElseThrow(() -> TimeplusErrors.unknownStream(name));
    }

    private static String definition(Dataset dataset) {
        if (!dataset.query().isEmpty()) {
            boolean stored = dataset.kind() == Dataset.Kind.MATERIALIZED_VIEW;
            return "CREATE " + (stored ? "MATERIALIZED " : "") + "VIEW default." + dataset.name() + " AS "
                    + dataset.query();
        }
        StringBuilder text = new StringBuilder("CREATE STREAM default." + dataset.name() + "\n(\n");
        for (int i = 0; i < dataset.columns().size(); i++) {
            StreamColumn column = dataset.columns().get(i);
            text.append(i == 0 ? "" : ",\n")
                    .append("  `")
                    .append(column.name())
                    .append("` ")
                    .append(column.type());
            if (!column.defaultExpression().isEmpty()) {
                text.append(" DEFAULT ").append(column.defaultExpression());
            }
        }
        return text.append("\n)").toString();
    }

    private static QueryPlan rows(String sql, List<String> names, List<List<String>> rows) {
        StringBuilder values = new StringBuilder();
        for (List<String> row : rows) {
            values.append(values.isEmpty() ? "(" : ", (");
            for (int i = 0; i < row.size(); i++) {
                values.append(i == 0 ? "" : ", ").append(SqlTexts.text(row.get(i)));
            }
            values.append(')');
        }
        StringBuilder columns = new StringBuilder();
        for (String name : names) {
            columns.append(columns.isEmpty() ? "" : ", ").append(SqlTexts.name(name));
        }
        String empty = "SELECT " + "'', ".repeat(names.size() - 1) + "'' WHERE false";
        return new QueryPlan(
                sql,
                "SELECT * FROM (" + (rows.isEmpty() ? empty : "VALUES " + values) + ") AS t(" + columns + ")",
                List.of(),
                Map.of(),
                names.stream()
                        .map(name -> StreamColumn.of(name, TypeName.STRING))
                        .toList(),
                false,
                false,
                -1,
                Json.object()
                        .put("query_type", "SHOW")
                        .put("original_query", sql)
                        .put("is_streaming", false));
    }
}
