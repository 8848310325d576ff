package dev.analyticsplatform.deltastream;

import dev.analyticsplatform.Column;
import dev.analyticsplatform.ConflictException;
import dev.analyticsplatform.Dataset;
import dev.analyticsplatform.DatasetSpec;
import dev.analyticsplatform.ErrorContext;
import dev.analyticsplatform.InvalidRequestException;
import dev.analyticsplatform.Namespace;
import dev.analyticsplatform.NotFoundException;
import dev.analyticsplatform.QualifiedName;
import dev.analyticsplatform.Statement;
import dev.analyticsplatform.driver.CatalogDriver;
import dev.analyticsplatform.driver.Page;
import dev.analyticsplatform.driver.RowData;
import dev.analyticsplatform.driver.RowSource;
import dev.analyticsplatform.engine.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Databases with their schemas, and the relations in them, all by SQL. Names within a statement stand alone; their
 * database and schema go with it as its context.
 */
final class DeltaStreamCatalog implements CatalogDriver {

    private final DeltaStreamStatements statements;
    private final Map<String, String> options;

    DeltaStreamCatalog(DeltaStreamStatements statements, Map<String, String> options) {
        this.statements = statements;
        this.options = options;
    }

    @Override
    public Page<Namespace> namespaces(@Nullable String cursor) {
        var all = new ArrayList<Namespace>();
        for (var database : list("LIST DATABASES", DeltaStreamNamespace.DEFAULT)) {
            String name = DeltaStreamMapping.name(database);
            for (var schema : list("LIST SCHEMAS", DeltaStreamNamespace.ofDatabase(name))) {
                all.add(DeltaStreamMapping.namespace(name, schema));
            }
        }
        return Page.only(all);
    }

    @Override
    public Namespace createNamespace(String name) {
        var namespace = namespace("createNamespace", name);
        try {
            createSchema(namespace);
        } catch (NotFoundException noDatabase) {
            execute(
                    "CREATE DATABASE " + SqlText.identifier(namespace.database().orElseThrow(() -> noDatabase)),
                    DeltaStreamNamespace.DEFAULT);
            createMissingSchema(namespace);
        }
        return DeltaStreamMapping.namespace(name);
    }

    private void createMissingSchema(DeltaStreamNamespace namespace) {
        try {
            createSchema(namespace);
        } catch (ConflictException cameWithTheDatabase) {
            // A new database has a schema of its own, which is the wanted one.
        }
    }

    private void createSchema(DeltaStreamNamespace namespace) {
        execute("CREATE SCHEMA " + schema(namespace), namespace.withoutSchema());
    }

    @Override
    public void dropNamespace(String name) {
        var namespace = namespace("dropNamespace", name);
        execute("DROP SCHEMA " + schema(namespace), namespace.withoutSchema());
    }

    @Override
    public Page<Dataset> datasets(String namespace, @Nullable String cursor) {
        return Page.only(relations("datasets", namespace));
    }

    @Override
    public Dataset get(QualifiedName name) {
        return relations("get", name.namespace().orElseThrow()).stream()
                .filter(dataset -> dataset.name().name().equals(name.name()))
                .findFirst()
                .orElseThrow(() -> new NotFoundException(context("get"), "there is no relation " + name, null));
    }

    @Override
    public Dataset describe(QualifiedName name) {
        Dataset dataset = get(name);
        return dataset.withColumns(
                list("DESCRIBE RELATION COLUMNS " + SqlText.identifier(name.name()), namespace("describe", name))
                        .stream()
                        .map(DeltaStreamMapping::column)
                        .toList());
    }

    @Override
    public Dataset create(DatasetSpec spec) {
        QualifiedName name = spec.name();
        if (spec.columns().isEmpty()) {
            throw invalid("create", "a stream needs columns; see DatasetSpec.column", null);
        }
        var namespace = namespace("create", name);
        String statement = "CREATE STREAM " + SqlText.identifier(name.name()) + " (" + columns(spec)
                + ") WITH ('topic' = " + literal(name.name()) + ", 'value.format' = 'json'";
        try {
            execute(statement + ")", namespace);
        } catch (NotFoundException missing) {
            if (missing.context()
                    .vendorCode()
                    .filter(DeltaStreamErrors.NO_TOPIC::equals)
                    .isEmpty()) {
                throw missing;
            }
            execute(statement + newTopic(), namespace);
        }
        return get(name);
    }

    private static String columns(DatasetSpec spec) {
        try {
            return spec.columns().stream()
                    .map((Column column) -> SqlText.identifier(column.name()) + " " + DeltaStreamValues.sqlType(column))
                    .collect(Collectors.joining(", "));
        } catch (IllegalArgumentException unfit) {
            throw invalid("create", String.valueOf(unfit.getMessage()), unfit);
        }
    }

    /** Only a topic that is to be made may have these; one that is there has its own. */
    private String newTopic() {
        return ", 'topic.partitions' = " + options.getOrDefault(DeltaStreamProvider.TOPIC_PARTITIONS, "1")
                + ", 'topic.replicas' = " + options.getOrDefault(DeltaStreamProvider.TOPIC_REPLICAS, "3") + ")";
    }

    @Override
    public Dataset createView(QualifiedName name, String query) {
        execute(
                "CREATE MATERIALIZED VIEW " + SqlText.identifier(name.name()) + " AS " + query,
                namespace("createView", name));
        return get(name);
    }

    @Override
    public void drop(QualifiedName name) {
        execute("DROP RELATION " + SqlText.identifier(name.name()), namespace("drop", name));
    }

    private List<Dataset> relations(String operation, String namespace) {
        return list("LIST RELATIONS", namespace(operation, namespace)).stream()
                .map(relation -> DeltaStreamMapping.dataset(namespace, relation))
                .toList();
    }

    /** The rows of a statement that lists something, as texts by column. */
    private List<Map<String, String>> list(String sql, DeltaStreamNamespace namespace) {
        try (RowSource rows = statements.read(sql, namespace)) {
            var all = new ArrayList<Map<String, String>>();
            for (RowData row = rows.next(); row != null; row = rows.next()) {
                all.add(DeltaStreamMapping.texts(row));
            }
            return all;
        }
    }

    /** Runs a statement whose rows, if any, only say what it did. */
    private void execute(String sql, DeltaStreamNamespace namespace) {
        try (RowSource rows = statements.run(Statement.of(sql), namespace)) {
            RowData row = rows.next();
            while (row != null) {
                row = rows.next();
            }
        }
    }

    private static String schema(DeltaStreamNamespace namespace) {
        return SqlText.identifier(namespace.schema().orElseThrow());
    }

    private static DeltaStreamNamespace namespace(String operation, QualifiedName name) {
        return namespace(operation, name.namespace().orElseThrow());
    }

    private static DeltaStreamNamespace namespace(String operation, String name) {
        try {
            return DeltaStreamNamespace.read(name);
        } catch (IllegalArgumentException malformed) {
            throw invalid(operation, "the namespace " + name + " " + malformed.getMessage(), malformed);
        }
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static InvalidRequestException invalid(String operation, String problem, @Nullable Throwable cause) {
        return new InvalidRequestException(context(operation), problem, cause);
    }

    private static ErrorContext context(String operation) {
        return ErrorContext.of(DeltaStreamProvider.VENDOR, operation);
    }
}
