package dev.analyticsplatform.deltastream;

import dev.analyticsplatform.Column;
import dev.analyticsplatform.Dataset;
import dev.analyticsplatform.DatasetKind;
import dev.analyticsplatform.DatasetState;
import dev.analyticsplatform.Namespace;
import dev.analyticsplatform.QualifiedName;
import dev.analyticsplatform.driver.RowData;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What DeltaStream lists, as portable things; pure functions. Columns of lists are found by their names, whatever the
 * case, blanks and underscores in these, and further columns do not matter.
 */
final class DeltaStreamMapping {

    private DeltaStreamMapping() {}

    static Namespace namespace(String name) {
        return new Namespace(name, Optional.empty());
    }

    static Namespace namespace(String database, Map<String, String> schema) {
        return namespace(DeltaStreamNamespace.of(database, name(schema)).toString());
    }

    static Dataset dataset(String namespace, Map<String, String> relation) {
        String state = relation.getOrDefault("state", relation.getOrDefault("status", ""));
        return new Dataset(
                QualifiedName.of(namespace, name(relation)),
                kind(relation.getOrDefault("type", "")),
                state(state),
                state,
                List.of(),
                OptionalLong.empty(),
                Optional.empty());
    }

    /** A column as DESCRIBE RELATION COLUMNS lists it. */
    static Column column(Map<String, String> described) {
        return column(name(described), described.get("type"));
    }

    static Column column(@Nullable String name, @Nullable String type) {
        return new Column(
                name == null ? "" : name, DeltaStreamValues.type(type == null ? "" : type), type == null ? "" : type);
    }

    /** A changelog is a stream too: one of changes. */
    private static DatasetKind kind(String type) {
        return switch (folded(type)) {
            case "stream", "changelog" -> DatasetKind.STREAM;
            case "table" -> DatasetKind.TABLE;
            case "materializedview" -> DatasetKind.MATERIALIZED_VIEW;
            case "view" -> DatasetKind.VIEW;
            default -> DatasetKind.UNKNOWN;
        };
    }

    /** A relation that is listed without a state is there to be used. */
    private static DatasetState state(String state) {
        return switch (folded(state)) {
            case "", "ready", "created", "running" -> DatasetState.READY;
            case "new", "creating", "pending", "provisioning", "starting" -> DatasetState.CREATING;
            case "deleting", "dropping", "terminaterequested" -> DatasetState.DROPPING;
            default -> DatasetState.UNKNOWN;
        };
    }

    /** The cells that are not null, by the folded names of their columns. */
    static Map<String, String> texts(RowData row) {
        var texts = new HashMap<String, String>();
        for (int i = 0; i < row.names().size(); i++) {
            Object value = row.values()[i];
            if (value != null) {
                texts.put(folded(row.names().get(i)), value.toString());
            }
        }
        return texts;
    }

    /** A nameless thing stays visible in a list instead of failing the whole of it. */
    static String name(Map<String, String> listed) {
        String name = listed.getOrDefault("name", "");
        return name.isEmpty() ? "?" : name;
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[ _-]", "");
    }
}
