package dev.analyticsplatform.timeplus;

import dev.analyticsplatform.Dataset;
import dev.analyticsplatform.DatasetKind;
import dev.analyticsplatform.DatasetSpec;
import dev.analyticsplatform.ErrorContext;
import dev.analyticsplatform.InvalidRequestException;
import dev.analyticsplatform.Namespace;
import dev.analyticsplatform.NotFoundException;
import dev.analyticsplatform.QualifiedName;
import dev.analyticsplatform.client.timeplus.api.ExternalStreamsApi;
import dev.analyticsplatform.client.timeplus.api.ExternalTablesApi;
import dev.analyticsplatform.client.timeplus.api.MaterializedViewsApi;
import dev.analyticsplatform.client.timeplus.api.StreamsApi;
import dev.analyticsplatform.client.timeplus.api.ViewsApi;
import dev.analyticsplatform.client.timeplus.model.ColumnDef;
import dev.analyticsplatform.client.timeplus.model.CreateViewRequest;
import dev.analyticsplatform.client.timeplus.model.ExternalStream;
import dev.analyticsplatform.client.timeplus.model.ExternalTable;
import dev.analyticsplatform.client.timeplus.model.MaterializedviewMaterializedView;
import dev.analyticsplatform.client.timeplus.model.Stream;
import dev.analyticsplatform.client.timeplus.model.StreamDef;
import dev.analyticsplatform.client.timeplus.model.View;
import dev.analyticsplatform.driver.CatalogDriver;
import dev.analyticsplatform.driver.Page;
import dev.analyticsplatform.engine.http.Transport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;

/** Streams, views, materialized views, external streams and tables, which share one set of names. */
final class TimeplusCatalog implements CatalogDriver {

    private final Transport transport;
    private final StreamsApi streams;
    private final ViewsApi views;
    private final List<Sort<?>> sorts;

    TimeplusCatalog(Transport transport) {
        this.transport = transport;
        this.streams = transport.api(StreamsApi.class);
        this.views = transport.api(ViewsApi.class);
        var materialized = transport.api(MaterializedViewsApi.class);
        var externalStreams = transport.api(ExternalStreamsApi.class);
        var externalTables = transport.api(ExternalTablesApi.class);
        this.sorts = List.of(
                new Sort<>(streams.listStreams(), streams::getStream, streams::deleteStream, TimeplusCatalog::stream),
                new Sort<>(views.listViews(), views::getView, views::deleteView, TimeplusCatalog::view),
                new Sort<>(
                        materialized.listMaterializedViews(),
                        materialized::getMaterializedView,
                        materialized::deleteMaterializedView,
                        TimeplusCatalog::materializedView),
                new Sort<>(
                        externalStreams.listExternalStreams(),
                        externalStreams::getExternalStream,
                        externalStreams::deleteExternalStream,
                        TimeplusCatalog::externalStream),
                new Sort<>(
                        externalTables.listExternalTables(),
                        externalTables::getExternalTable,
                        externalTables::deleteExternalTable,
                        TimeplusCatalog::externalTable));
    }

    /**
     * What Timeplus keeps in one list.
     *
     * @param list lists all
     * @param get looks at one
     * @param delete drops one
     * @param mapping is empty for what another list has as well, and knows better
     * @param <T> the generated model
     */
    private record Sort<T>(
            Call<List<T>> list,
            Function<String, Call<T>> get,
            Function<String, Call<Void>> delete,
            Function<T, Optional<Dataset>> mapping) {}

    @Override
    public Page<Namespace> namespaces(@Nullable String cursor) {
        return Page.only(List.of(new Namespace(TimeplusProvider.NAMESPACE, Optional.empty())));
    }

    @Override
    public Page<Dataset> datasets(String namespace, @Nullable String cursor) {
        TimeplusMapping.requireNamespace(namespace, "listStreams");
        Map<QualifiedName, Dataset> all = new LinkedHashMap<>();
        sorts.forEach(sort -> list(sort).forEach(dataset -> all.putIfAbsent(dataset.name(), dataset)));
        return Page.only(List.copyOf(all.values()));
    }

    private <T> List<Dataset> list(Sort<T> sort) {
        return transport.call(sort.list()).stream()
                .flatMap(found -> sort.mapping().apply(found).stream())
                .map(dataset -> dataset.withColumns(List.of()))
                .toList();
    }

    @Override
    public Dataset get(QualifiedName name) {
        return find(name).dataset();
    }

    /** A dataset and how to drop it. */
    private record Found(Dataset dataset, Call<Void> delete) {}

    /** The error that is shown for a name that is nothing at all is the one of streams. */
    private Found find(QualifiedName name) {
        String local = TimeplusMapping.local(name, "getStream");
        NotFoundException noStream = null;
        for (Sort<?> sort : sorts) {
            try {
                var found = find(sort, local);
                if (found.isPresent()) {
                    return found.get();
                }
            } catch (NotFoundException none) {
                noStream = noStream == null ? none : noStream;
            }
        }
        throw noStream != null
                ? noStream
                : new NotFoundException(
                        ErrorContext.of(TimeplusProvider.VENDOR, "getStream"), "there is no dataset " + name, null);
    }

    private <T> Optional<Found> find(Sort<T> sort, String name) {
        T found = transport.call(sort.get().apply(name));
        return sort.mapping()
                .apply(found)
                .map(dataset -> new Found(dataset, sort.delete().apply(name)));
    }

    @Override
    public Dataset create(DatasetSpec spec) {
        var request = new StreamDef()
                .name(TimeplusMapping.local(spec.name(), "createStream"))
                .description(spec.description().orElse(null))
                .columns(columns(spec));
        var created = transport.call(streams.createStream(request));
        return TimeplusMapping.dataset(
                created.getName(), DatasetKind.STREAM, created.getColumns(), created.getDescription());
    }

    private static List<ColumnDef> columns(DatasetSpec spec) {
        try {
            return spec.columns().stream()
                    .map(column -> new ColumnDef().name(column.name()).type(TimeplusType.of(column)))
                    .toList();
        } catch (IllegalArgumentException unfit) {
            throw new InvalidRequestException(
                    ErrorContext.of(TimeplusProvider.VENDOR, "createStream"),
                    String.valueOf(unfit.getMessage()),
                    unfit);
        }
    }

    @Override
    public Dataset createView(QualifiedName name, String query) {
        var request = new CreateViewRequest()
                .name(TimeplusMapping.local(name, "createView"))
                .query(query);
        var created = transport.call(views.createView(request));
        return TimeplusMapping.dataset(
                created.getName(), DatasetKind.VIEW, created.getColumns(), created.getDescription());
    }

    @Override
    public void drop(QualifiedName name) {
        transport.callForOptional(find(name).delete());
    }

    /** External streams are in this list at some servers. */
    @SuppressWarnings("deprecation") // where the flag is still sent, it counts
    private static Optional<Dataset> stream(Stream stream) {
        return Boolean.TRUE.equals(stream.getIsExternal())
                ? Optional.empty()
                : Optional.of(TimeplusMapping.dataset(
                        stream.getName(), DatasetKind.STREAM, stream.getColumns(), stream.getDescription()));
    }

    /** Materialized views were once views with a flag. */
    private static Optional<Dataset> view(View view) {
        var kind = Boolean.TRUE.equals(view.getMaterialized()) ? DatasetKind.MATERIALIZED_VIEW : DatasetKind.VIEW;
        return Optional.of(TimeplusMapping.dataset(view.getName(), kind, view.getColumns(), view.getDescription()));
    }

    private static Optional<Dataset> materializedView(MaterializedviewMaterializedView view) {
        return Optional.of(TimeplusMapping.dataset(
                view.getName(), DatasetKind.MATERIALIZED_VIEW, view.getColumns(), view.getDescription()));
    }

    private static Optional<Dataset> externalStream(ExternalStream stream) {
        return Optional.of(TimeplusMapping.dataset(
                stream.getName(), DatasetKind.STREAM, stream.getColumns(), stream.getDescription()));
    }

    /** Timeplus does not tell the columns of what lies in another database. */
    private static Optional<Dataset> externalTable(ExternalTable table) {
        return Optional.of(TimeplusMapping.dataset(table.getName(), DatasetKind.TABLE, null, table.getDescription()));
    }
}
