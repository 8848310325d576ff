package dev.analyticsplatform.singlestore;

import dev.analyticsplatform.AnalyticsException;
import dev.analyticsplatform.Column;
import dev.analyticsplatform.Dataset;
import dev.analyticsplatform.DatasetKind;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Databases; tables and views, as the information schema shows them. */
final class SingleStoreCatalog implements CatalogDriver {

    /** All columns: which ones there are beyond the standard's differs by version. */
    private static final String DATASETS = "SELECT * FROM information_schema.TABLES WHERE TABLE_SCHEMA = :space";

    private final SingleStoreQueries queries;

    SingleStoreCatalog(SingleStoreQueries queries) {
        this.queries = queries;
    }

    @Override
    public Page<Namespace> namespaces(@Nullable String cursor) {
        var sql = Statement.of("SELECT SCHEMA_NAME FROM information_schema.SCHEMATA ORDER BY SCHEMA_NAME");
        return Page.only(read(sql, row -> new Namespace(SingleStoreMapping.text(row, 0), Optional.empty())));
    }

    @Override
    public Namespace createNamespace(String name) {
        execute("CREATE DATABASE " + SingleStoreMapping.quoted(name), null);
        return new Namespace(name, Optional.empty());
    }

    @Override
    public void dropNamespace(String name) {
        execute("DROP DATABASE " + SingleStoreMapping.quoted(name), null);
    }

    /** The information schema may compare names without regard to case; databases and tables do not. */
    @Override
    public Page<Dataset> datasets(String namespace, @Nullable String cursor) {
        var sql = Statement.of(DATASETS + " ORDER BY TABLE_NAME").bind("space", namespace);
        var found = tables(sql, namespace);
        if (found.isEmpty()
                && namespaces(null).items().stream()
                        .noneMatch(space -> space.name().equals(namespace))) {
            throw new NotFoundException(context("tuples"), "there is no database " + namespace, null);
        }
        return Page.only(found);
    }

    @Override
    public Dataset get(QualifiedName name) {
        String space = name.namespace().orElseThrow();
        var sql = Statement.of(DATASETS + " AND TABLE_NAME = :name")
                .bind("space", space)
                .bind("name", name.name());
        return tables(sql, space).stream()
                .filter(dataset -> dataset.name().name().equals(name.name()))
                .findFirst()
                .orElseThrow(() -> new NotFoundException(context("tuples"), "there is no table or view " + name, null));
    }

    private List<Dataset> tables(Statement statement, String database) {
        return read(statement, row -> row).stream()
                .filter(row -> SingleStoreMapping.text(row, "TABLE_SCHEMA").equals(database))
                .map(row -> SingleStoreMapping.dataset(database, row))
                .toList();
    }

    @Override
    public Dataset describe(QualifiedName name) {
        Dataset dataset = get(name);
        String space = name.namespace().orElseThrow();
        var sql = Statement.of(
                        "SELECT COLUMN_NAME, COLUMN_TYPE, TABLE_SCHEMA, TABLE_NAME FROM information_schema.COLUMNS "
                                + "WHERE TABLE_SCHEMA = :space AND TABLE_NAME = :name ORDER BY ORDINAL_POSITION")
                .bind("space", space)
                .bind("name", name.name());
        var columns = read(sql, row -> row).stream()
                .filter(row -> SingleStoreMapping.text(row, 2).equals(space)
                        && SingleStoreMapping.text(row, 3).equals(name.name()))
                .map(SingleStoreMapping::column)
                .toList();
        return dataset.withColumns(columns);
    }

    /** The description is left out: a comment takes no argument, and no value is written into SQL. */
    @Override
    public Dataset create(DatasetSpec spec) {
        if (spec.columns().isEmpty()) {
            throw new InvalidRequestException(
                    context("exec"), "a table needs columns; give them with DatasetSpec.column", null);
        }
        String columns;
        try {
            columns =
                    spec.columns().stream().map(SingleStoreCatalog::definition).collect(Collectors.joining(", "));
        } catch (IllegalArgumentException unfit) {
            throw new InvalidRequestException(context("exec"), String.valueOf(unfit.getMessage()), unfit);
        }
        execute("CREATE TABLE " + SingleStoreMapping.quoted(spec.name()) + " (" + columns + ")", null);
        return SingleStoreMapping.dataset(spec.name(), DatasetKind.TABLE);
    }

    /** A TIMESTAMP without a word of NULL would be one that sets itself. */
    private static String definition(Column column) {
        if (!column.vendorType().isEmpty()) {
            throw new IllegalArgumentException("column " + column.name() + " names a type of SingleStore's own; create "
                    + "such a table with CREATE TABLE, through queries().run");
        }
        return SingleStoreMapping.quoted(column.name()) + " " + SingleStoreValues.name(column.type()) + " NULL";
    }

    @Override
    public Dataset createView(QualifiedName name, String query) {
        execute(
                "CREATE VIEW " + SingleStoreMapping.quoted(name) + " AS " + query,
                name.namespace().orElseThrow());
        return SingleStoreMapping.dataset(name, DatasetKind.VIEW);
    }

    @Override
    public void drop(QualifiedName name) {
        String what = get(name).kind() == DatasetKind.VIEW ? "VIEW " : "TABLE ";
        execute("DROP " + what + SingleStoreMapping.quoted(name), null);
    }

    private <T> List<T> read(Statement statement, Function<RowData, T> mapping) {
        var found = new ArrayList<T>();
        try (var rows = queries.rows(statement, null)) {
            for (RowData row = rows.next(); row != null; row = rows.next()) {
                found.add(mapping.apply(row));
            }
        } catch (AnalyticsException failed) {
            throw SingleStoreErrors.ofCatalog(failed);
        }
        return found;
    }

    private void execute(String sql, @Nullable String database) {
        try {
            queries.exec(Statement.of(sql), database);
        } catch (AnalyticsException failed) {
            throw SingleStoreErrors.ofCatalog(failed);
        }
    }

    private static ErrorContext context(String operation) {
        return ErrorContext.of(SingleStoreProvider.VENDOR, operation);
    }
}
