package dev.analyticsplatform.rockset;

import dev.analyticsplatform.Column;
import dev.analyticsplatform.DataType;
import dev.analyticsplatform.Dataset;
import dev.analyticsplatform.DatasetKind;
import dev.analyticsplatform.DatasetSpec;
import dev.analyticsplatform.DatasetState;
import dev.analyticsplatform.Namespace;
import dev.analyticsplatform.NotFoundException;
import dev.analyticsplatform.QualifiedName;
import dev.analyticsplatform.Statement;
import dev.analyticsplatform.client.rockset.api.AliasesApi;
import dev.analyticsplatform.client.rockset.api.CollectionsApi;
import dev.analyticsplatform.client.rockset.api.ViewsApi;
import dev.analyticsplatform.client.rockset.api.WorkspacesApi;
import dev.analyticsplatform.client.rockset.model.CreateCollectionRequest;
import dev.analyticsplatform.client.rockset.model.CreateViewRequest;
import dev.analyticsplatform.client.rockset.model.CreateWorkspaceRequest;
import dev.analyticsplatform.driver.CatalogDriver;
import dev.analyticsplatform.driver.Page;
import dev.analyticsplatform.driver.RowData;
import dev.analyticsplatform.engine.SqlText;
import dev.analyticsplatform.engine.http.Transport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Workspaces; collections, views and aliases, which share one set of names. */
final class RocksetCatalog implements CatalogDriver {

    /** How many documents stand for all when a collection is described. */
    static final int SAMPLE = 1000;

    private final Transport transport;
    private final RocksetQueries queries;
    private final WorkspacesApi workspaces;
    private final CollectionsApi collections;
    private final ViewsApi views;
    private final AliasesApi aliases;

    RocksetCatalog(Transport transport, RocksetQueries queries) {
        this.transport = transport;
        this.queries = queries;
        this.workspaces = transport.api(WorkspacesApi.class);
        this.collections = transport.api(CollectionsApi.class);
        this.views = transport.api(ViewsApi.class);
        this.aliases = transport.api(AliasesApi.class);
    }

    @Override
    public Page<Namespace> namespaces(@Nullable String cursor) {
        return Page.only(list(transport.call(workspaces.listWorkspaces()).getData()).stream()
                .map(RocksetMapping::namespace)
                .toList());
    }

    @Override
    public Namespace createNamespace(String name) {
        transport.call(workspaces.createWorkspace(new CreateWorkspaceRequest().name(name)));
        return new Namespace(name, Optional.empty());
    }

    @Override
    public void dropNamespace(String name) {
        transport.call(workspaces.deleteWorkspace(name));
    }

    @Override
    public Page<Dataset> datasets(String namespace, @Nullable String cursor) {
        var all = new ArrayList<Dataset>();
        list(transport.call(collections.workspaceCollections(namespace)).getData()).stream()
                .map(RocksetMapping::dataset)
                .forEach(all::add);
        list(transport.call(views.workspaceViews(namespace)).getData()).stream()
                .map(RocksetMapping::dataset)
                .forEach(all::add);
        list(transport.call(aliases.workspaceAliases(namespace)).getData()).stream()
                .map(RocksetMapping::dataset)
                .forEach(all::add);
        return Page.only(all);
    }

    @Override
    public Dataset get(QualifiedName name) {
        String space = name.namespace().orElseThrow();
        try {
            return dataset(
                    name,
                    RocksetMapping::dataset,
                    transport
                            .call(collections.getCollection(space, name.name()))
                            .getData());
        } catch (NotFoundException noCollection) {
            return viewOrAlias(space, name, noCollection);
        }
    }

    /** The error that is shown for a name that is nothing at all is the one of the collection. */
    private Dataset viewOrAlias(String space, QualifiedName name, NotFoundException noCollection) {
        try {
            return dataset(
                    name,
                    RocksetMapping::dataset,
                    transport.call(views.getView(space, name.name())).getData());
        } catch (NotFoundException noView) {
            try {
                return dataset(
                        name,
                        RocksetMapping::dataset,
                        transport.call(aliases.getAlias(space, name.name())).getData());
            } catch (NotFoundException noAlias) {
                throw noCollection;
            }
        }
    }

    private <T> Dataset dataset(QualifiedName name, java.util.function.Function<T, Dataset> mapping, @Nullable T data) {
        if (data == null) {
            throw transport.failure("getCollection", RocksetErrors.malformed("the answer for " + name + " lacks data"));
        }
        return mapping.apply(data);
    }

    @Override
    public Dataset describe(QualifiedName name) {
        Dataset dataset = get(name);
        return dataset.state() == DatasetState.READY ? dataset.withColumns(sampleColumns(name)) : dataset;
    }

    private List<Column> sampleColumns(QualifiedName name) {
        String path = SqlText.identifier(name.namespace().orElseThrow()) + "." + SqlText.identifier(name.name());
        var types = new LinkedHashMap<String, DataType>();
        try (var rows = queries.run(Statement.of("SELECT * FROM " + path + " LIMIT " + SAMPLE))) {
            for (RowData row = rows.next(); row != null; row = rows.next()) {
                for (int i = 0; i < row.names().size(); i++) {
                    Object value = row.values()[i];
                    if (value == null) {
                        types.putIfAbsent(row.names().get(i), DataType.UNKNOWN);
                    } else {
                        types.merge(row.names().get(i), RocksetValues.typeOf(value), RocksetCatalog::common);
                    }
                }
            }
        }
        return types.entrySet().stream()
                .map(entry -> new Column(entry.getKey(), entry.getValue(), ""))
                .toList();
    }

    /** A field may hold values of several types; whole and fractional numbers are both numbers. */
    private static DataType common(DataType known, DataType next) {
        if (known == next || known == DataType.UNKNOWN) {
            return next;
        }
        boolean numbers = (known == DataType.INTEGER || known == DataType.DOUBLE)
                && (next == DataType.INTEGER || next == DataType.DOUBLE);
        return numbers ? DataType.DOUBLE : DataType.UNKNOWN;
    }

    @Override
    public Dataset create(DatasetSpec spec) {
        var request = new CreateCollectionRequest()
                .name(spec.name().name())
                .description(spec.description().orElse(null));
        var created = transport.call(
                collections.createCollection(spec.name().namespace().orElseThrow(), request));
        return dataset(spec.name(), RocksetMapping::dataset, created.getData());
    }

    @Override
    public Dataset createView(QualifiedName name, String query) {
        var request = new CreateViewRequest().name(name.name()).query(query);
        var created = transport.call(views.createView(name.namespace().orElseThrow(), request));
        return dataset(name, RocksetMapping::dataset, created.getData());
    }

    @Override
    public void drop(QualifiedName name) {
        String space = name.namespace().orElseThrow();
        DatasetKind kind = get(name).kind();
        if (kind == DatasetKind.VIEW) {
            transport.call(views.deleteView(space, name.name()));
        } else if (kind == DatasetKind.ALIAS) {
            transport.call(aliases.deleteAlias(space, name.name()));
        } else {
            transport.call(collections.deleteCollection(space, name.name()));
        }
    }

    private static <T> List<T> list(@Nullable List<T> data) {
        return data == null ? List.of() : data;
    }
}
