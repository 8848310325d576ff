package dev.analyticsplatform.singlestore;

import dev.analyticsplatform.Column;
import dev.analyticsplatform.Dataset;
import dev.analyticsplatform.DatasetKind;
import dev.analyticsplatform.DatasetState;
import dev.analyticsplatform.QualifiedName;
import dev.analyticsplatform.driver.RowData;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Rows of the information schema as portable resources, and names as SQL; pure functions. */
final class SingleStoreMapping {

    private SingleStoreMapping() {}

    /** A row of the tables. */
    static Dataset dataset(String namespace, RowData row) {
        return dataset(
                QualifiedName.of(namespace, text(row, "TABLE_NAME")),
                kind(text(row, "TABLE_TYPE")),
                Optional.of(text(row, "TABLE_COMMENT")).filter(comment -> !comment.isEmpty()));
    }

    /** What was just created. */
    static Dataset dataset(QualifiedName name, DatasetKind kind) {
        return dataset(name, kind, Optional.empty());
    }

    /** Tables and views are ready as soon as they are there. */
    private static Dataset dataset(QualifiedName name, DatasetKind kind, Optional<String> description) {
        return new Dataset(name, kind, DatasetState.READY, "", List.of(), OptionalLong.empty(), description);
    }

    private static DatasetKind kind(String type) {
        return switch (type.toUpperCase(Locale.ROOT)) {
            case "BASE TABLE" -> DatasetKind.TABLE;
            case "VIEW", "SYSTEM VIEW" -> DatasetKind.VIEW;
            default -> DatasetKind.UNKNOWN;
        };
    }

    /** A row that begins with column and type. */
    static Column column(RowData row) {
        String type = text(row, 1);
        return new Column(text(row, 0), SingleStoreValues.type(type), type);
    }

    /** A cell by its column, whose case the server chooses; empty if there is none. */
    static String text(RowData row, String column) {
        for (int i = 0; i < row.names().size(); i++) {
            if (row.names().get(i).equalsIgnoreCase(column)) {
                return text(row, i);
            }
        }
        return "";
    }

    /** A cell as text; NULL is empty. */
    static String text(RowData row, int index) {
        Object value = row.values()[index];
        return value == null ? "" : value.toString();
    }

    static String quoted(QualifiedName name) {
        return name.namespace().map(space -> quoted(space) + ".").orElse("") + quoted(name.name());
    }

    static String quoted(String name) {
        return '`' + name.replace("`", "``") + '`';
    }
}
