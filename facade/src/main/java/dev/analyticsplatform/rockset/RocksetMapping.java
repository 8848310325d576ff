package dev.analyticsplatform.rockset;

import dev.analyticsplatform.Dataset;
import dev.analyticsplatform.DatasetKind;
import dev.analyticsplatform.DatasetState;
import dev.analyticsplatform.Namespace;
import dev.analyticsplatform.QualifiedName;
import dev.analyticsplatform.client.rockset.model.Alias;
import dev.analyticsplatform.client.rockset.model.Collection;
import dev.analyticsplatform.client.rockset.model.View;
import dev.analyticsplatform.client.rockset.model.Workspace;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Rockset's resources as portable ones; pure functions. */
final class RocksetMapping {

    private RocksetMapping() {}

    static Namespace namespace(Workspace workspace) {
        return new Namespace(text(workspace.getName()), description(workspace.getDescription()));
    }

    static Dataset dataset(Collection collection) {
        String state =
                collection.getStatus() == null ? "" : collection.getStatus().getValue();
        var stats = collection.getStats();
        return new Dataset(
                name(collection.getWorkspace(), collection.getName()),
                DatasetKind.COLLECTION,
                collectionState(state),
                state,
                List.of(),
                stats == null || stats.getDocCount() == null
                        ? OptionalLong.empty()
                        : OptionalLong.of(stats.getDocCount()),
                description(collection.getDescription()));
    }

    static Dataset dataset(View view) {
        String state = view.getState() == null ? "" : view.getState().getValue();
        return new Dataset(
                name(view.getWorkspace(), view.getName()),
                DatasetKind.VIEW,
                state(state),
                state,
                List.of(),
                OptionalLong.empty(),
                description(view.getDescription()));
    }

    static Dataset dataset(Alias alias) {
        String state = alias.getState() == null ? "" : alias.getState().getValue();
        return new Dataset(
                name(alias.getWorkspace(), alias.getName()),
                DatasetKind.ALIAS,
                state(state),
                state,
                List.of(),
                OptionalLong.empty(),
                description(alias.getDescription()));
    }

    private static DatasetState collectionState(String state) {
        return switch (state) {
            case "INITIALIZED", "CREATED", "PREPARING_BULK" -> DatasetState.CREATING;
            case "READY", "BULK_INGEST_MODE", "EXITING_BULK_INGEST_MODE" -> DatasetState.READY;
            case "PAUSED", "PAUSING", "RESUMING" -> DatasetState.UNAVAILABLE;
            case "DELETED" -> DatasetState.DROPPING;
            default -> DatasetState.UNKNOWN;
        };
    }

    /** Views are usable while they sync; an alias is CREATED when it is there. */
    private static DatasetState state(String state) {
        return switch (state) {
            case "CREATED", "SYNCING" -> DatasetState.READY;
            case "DELETED" -> DatasetState.DROPPING;
            default -> DatasetState.UNKNOWN;
        };
    }

    static QualifiedName name(@Nullable String workspace, @Nullable String name) {
        return QualifiedName.of(text(workspace), text(name));
    }

    static Optional<String> description(@Nullable String text) {
        return Optional.ofNullable(text).filter(description -> !description.isEmpty());
    }

    /** A nameless resource stays visible in a list instead of failing the whole of it. */
    private static String text(@Nullable String value) {
        return value == null || value.isEmpty() ? "?" : value;
    }
}
