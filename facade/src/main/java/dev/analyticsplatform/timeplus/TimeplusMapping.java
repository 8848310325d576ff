package dev.analyticsplatform.timeplus;

import dev.analyticsplatform.Column;
import dev.analyticsplatform.Dataset;
import dev.analyticsplatform.DatasetKind;
import dev.analyticsplatform.DatasetState;
import dev.analyticsplatform.ErrorContext;
import dev.analyticsplatform.NotFoundException;
import dev.analyticsplatform.QualifiedName;
import dev.analyticsplatform.client.timeplus.model.ColumnsResp;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Timeplus's resources as portable ones; pure functions. */
final class TimeplusMapping {

    private TimeplusMapping() {}

    /** Streams and views have no states: what is there can be used. */
    static Dataset dataset(
            @Nullable String name,
            DatasetKind kind,
            @Nullable List<ColumnsResp> columns,
            @Nullable String description) {
        return new Dataset(
                name(name),
                kind,
                DatasetState.READY,
                "",
                columns == null
                        ? List.of()
                        : columns.stream()
                                .map(column -> column(column.getName(), column.getType()))
                                .toList(),
                OptionalLong.empty(),
                description(description));
    }

    /** The columns of a result. */
    static List<Column> columns(@Nullable List<dev.analyticsplatform.client.timeplus.model.Column> header) {
        return header == null
                ? List.of()
                : header.stream()
                        .map(column -> column(column.getName(), column.getType()))
                        .toList();
    }

    private static Column column(@Nullable String name, @Nullable String type) {
        String written = type == null ? "" : type;
        return new Column(name == null ? "" : name, TimeplusType.parse(written).portable(), written);
    }

    /** A nameless resource stays visible in a list instead of failing the whole of it. */
    static QualifiedName name(@Nullable String name) {
        return QualifiedName.of(TimeplusProvider.NAMESPACE, name == null || name.isEmpty() ? "?" : name);
    }

    /**
     * The name alone, of something in the one namespace.
     *
     * @throws NotFoundException if it is in another
     */
    static String local(QualifiedName name, String operation) {
        requireNamespace(name.namespace().orElse(TimeplusProvider.NAMESPACE), operation);
        return name.name();
    }

    static void requireNamespace(String namespace, String operation) {
        if (!namespace.equals(TimeplusProvider.NAMESPACE)) {
            throw new NotFoundException(
                    ErrorContext.of(TimeplusProvider.VENDOR, operation),
                    "there is no namespace " + namespace + "; a workspace of Timeplus has one, "
                            + TimeplusProvider.NAMESPACE,
                    null);
        }
    }

    static Optional<String> description(@Nullable String text) {
        return Optional.ofNullable(text).filter(description -> !description.isEmpty());
    }
}
