package dev.analyticsplatform.bytehouse;

import dev.analyticsplatform.AnalyticsException;
import dev.analyticsplatform.Column;
import dev.analyticsplatform.ConflictException;
import dev.analyticsplatform.Dataset;
import dev.analyticsplatform.DatasetSpec;
import dev.analyticsplatform.InvalidRequestException;
import dev.analyticsplatform.Namespace;
import dev.analyticsplatform.PlatformConfig;
import dev.analyticsplatform.QualifiedName;
import dev.analyticsplatform.client.bytehouse.api.DatabasesApi;
import dev.analyticsplatform.client.bytehouse.model.CreateDatabaseRequest;
import dev.analyticsplatform.client.bytehouse.model.OffsetMeta;
import dev.analyticsplatform.driver.CatalogDriver;
import dev.analyticsplatform.driver.Page;
import dev.analyticsplatform.driver.RowData;
import dev.analyticsplatform.engine.http.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Databases, tables and views: lists by the operations that list, all else by SQL. */
final class ByteHouseCatalog implements CatalogDriver {

    private static final int PAGE = 100;

    private final Transport transport;
    private final DatabasesApi databases;
    private final ByteHouseQueries queries;
    private final @Nullable String role;

    ByteHouseCatalog(Transport transport, PlatformConfig config, ByteHouseQueries queries) {
        this.transport = transport;
        this.databases = transport.api(DatabasesApi.class);
        this.queries = queries;
        this.role = config.options().get(ByteHouseProvider.ROLE);
    }

    @Override
    public Page<Namespace> namespaces(@Nullable String cursor) {
        int offset = offset(cursor);
        var answer = transport.call(databases.listDatabases(null, offset, PAGE, role));
        return page(
                list(answer.getData()).stream().map(ByteHouseMapping::namespace).toList(), offset, answer.getMeta());
    }

    @Override
    public Namespace createNamespace(String name) {
        call(() -> transport.call(databases.createDatabase(new CreateDatabaseRequest().name(name), role)));
        return new Namespace(name, Optional.empty());
    }

    @Override
    public void dropNamespace(String name) {
        call(() -> transport.callForOptional(databases.deleteDatabase(name, role)));
    }

    @Override
    public Page<Dataset> datasets(String namespace, @Nullable String cursor) {
        int offset = offset(cursor);
        var answer = call(() -> transport.call(databases.listTablesAndViews(namespace, null, offset, PAGE, role)));
        return page(
                list(answer.getData()).stream()
                        .map(listed -> ByteHouseMapping.dataset(namespace, listed))
                        .toList(),
                offset,
                answer.getMeta());
    }

    @Override
    public Dataset get(QualifiedName name) {
        return call(() -> {
            try (var rows = queries.read("SHOW CREATE TABLE " + ByteHouseMapping.path(name))) {
                RowData row = rows.next();
                if (row == null || !(row.values()[0] instanceof String statement)) {
                    throw transport.failure(
                            ByteHouseQueries.SYNC, ByteHouseErrors.malformed("SHOW CREATE TABLE gave no statement"));
                }
                return ByteHouseMapping.dataset(name, statement);
            }
        });
    }

    @Override
    public Dataset describe(QualifiedName name) {
        return get(name).withColumns(columns(name));
    }

    /** The columns of a table or view, in their order. */
    List<Column> columns(QualifiedName name) {
        return call(() -> {
            var columns = new ArrayList<Column>();
            try (var rows = queries.read("DESCRIBE TABLE " + ByteHouseMapping.path(name))) {
                for (RowData row = rows.next(); row != null; row = rows.next()) {
                    columns.add(ByteHouseMapping.column(text(row, "name"), text(row, "type")));
                }
            }
            return columns;
        });
    }

    @Override
    public Dataset create(DatasetSpec spec) {
        if (spec.columns().isEmpty()) {
            throw new InvalidRequestException(
                    ByteHouseQueries.context(ByteHouseQueries.SYNC),
                    "a ByteHouse table needs columns; add them with DatasetSpec.column",
                    null);
        }
        spec.columns().stream()
                .filter(column -> !column.vendorType().isEmpty())
                .findFirst()
                .ifPresent(column -> {
                    throw new InvalidRequestException(
                            ByteHouseQueries.context(ByteHouseQueries.SYNC),
                            "column " + column.name() + " names a type of ByteHouse's own; create such a table with "
                                    + "CREATE TABLE, through queries().run",
                            null);
                });
        execute(ByteHouseMapping.createTable(spec));
        return get(spec.name());
    }

    @Override
    public Dataset createView(QualifiedName name, String query) {
        try {
            queries.execute(queries.inNamespace("CREATE VIEW " + ByteHouseMapping.path(name) + " AS " + query));
        } catch (AnalyticsException failed) {
            // What is not there is something in the query, not the view.
            AnalyticsException known = ByteHouseErrors.ofCatalog(failed);
            throw known instanceof ConflictException ? known : failed;
        }
        return get(name);
    }

    @Override
    public void drop(QualifiedName name) {
        String kind = switch (get(name).kind()) {
            case VIEW, MATERIALIZED_VIEW -> "VIEW ";
            default -> "TABLE ";
        };
        execute("DROP " + kind + ByteHouseMapping.path(name));
    }

    private void execute(String sql) {
        call(() -> {
            queries.execute(sql);
            return sql;
        });
    }

    private static <T> T call(Supplier<T> work) {
        try {
            return work.get();
        } catch (AnalyticsException failed) {
            throw ByteHouseErrors.ofCatalog(failed);
        }
    }

    private String text(RowData row, String column) {
        int at = row.names().indexOf(column);
        if (at >= 0 && row.values()[at] instanceof String text) {
            return text;
        }
        throw transport.failure(
                ByteHouseQueries.SYNC, ByteHouseErrors.malformed("DESCRIBE TABLE gave no column " + column));
    }

    private static int offset(@Nullable String cursor) {
        return cursor == null ? 0 : Integer.parseInt(cursor);
    }

    /** More if the total says so; without a total, if the page was full. */
    private static <T> Page<T> page(List<T> items, int offset, @Nullable OffsetMeta meta) {
        int next = offset + items.size();
        Long total = meta == null ? null : meta.getTotal();
        boolean more = !items.isEmpty() && (total == null ? items.size() == PAGE : next < total);
        return new Page<>(items, more ? Optional.of(Integer.toString(next)) : Optional.empty());
    }

    private static <T> List<T> list(@Nullable List<T> data) {
        return data == null ? List.of() : data;
    }
}
