package dev.analyticsplatform.bytehouse;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.analyticsplatform.Column;
import dev.analyticsplatform.Dataset;
import dev.analyticsplatform.DatasetKind;
import dev.analyticsplatform.DatasetSpec;
import dev.analyticsplatform.DatasetState;
import dev.analyticsplatform.Namespace;
import dev.analyticsplatform.QualifiedName;
import dev.analyticsplatform.client.bytehouse.model.DatabaseSummary;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** ByteHouse's resources as portable ones, and names as its SQL writes them; pure functions. */
final class ByteHouseMapping {

    private ByteHouseMapping() {}

    static Namespace namespace(DatabaseSummary database) {
        return new Namespace(text(database.getName()), Optional.empty());
    }

    /** A table or view of a list. */
    static Dataset dataset(String namespace, JsonElement listed) {
        var object = listed instanceof JsonObject found ? found : new JsonObject();
        String type = object.get("type") instanceof JsonPrimitive kind ? kind.getAsString() : "";
        String name = object.get("name") instanceof JsonPrimitive given ? given.getAsString() : "";
        return dataset(QualifiedName.of(namespace, text(name)), kind(type), type);
    }

    static Dataset dataset(QualifiedName name, DatasetKind kind, String vendorState) {
        return new Dataset(
                name, kind, DatasetState.READY, vendorState, List.of(), OptionalLong.empty(), Optional.empty());
    }

    /** The kind that a type of a list, or the begin of a statement that creates it, tells. */
    static DatasetKind kind(String text) {
        String upper = text.toUpperCase(Locale.ROOT).replace(' ', '_');
        if (upper.contains("MATERIALIZED_VIEW") || upper.contains("MATERIALIZEDVIEW")) {
            return DatasetKind.MATERIALIZED_VIEW;
        } else if (upper.contains("VIEW")) {
            return DatasetKind.VIEW;
        }
        return upper.contains("TABLE") ? DatasetKind.TABLE : DatasetKind.UNKNOWN;
    }

    static String createTable(DatasetSpec spec) {
        String columns = spec.columns().stream()
                .map(column -> identifier(column.name()) + " " + ByteHouseType.create(column.type()))
                .collect(Collectors.joining(", "));
        return "CREATE TABLE " + path(spec.name()) + " (" + columns + ") ENGINE = CnchMergeTree ORDER BY tuple()";
    }

    static Column column(String name, String type) {
        return new Column(name, ByteHouseType.parse(type).portable(), type);
    }

    static String path(QualifiedName name) {
        return identifier(name.namespace().orElseThrow()) + "." + identifier(name.name());
    }

    /** In the engine's quotes, in which a backslash begins an escape. */
    static String identifier(String name) {
        return '`' + name.replace("\\", "\\\\").replace("`", "\\`") + '`';
    }

    /** A nameless resource stays visible in a list instead of failing the whole of it. */
    private static String text(@Nullable String value) {
        return value == null || value.isEmpty() ? "?" : value;
    }
}
