package dev.analyticsplatform.sandbox.bytehouse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Json;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table or view.
 *
 * @param name its name
 * @param type its type
 * @param written its default as the vendor's SQL has it; null if it has none
 * @param engineDefault its default as the engine has it; null if it has none
 * @param comment what it holds; empty if nobody said
 */
record Column(
        String name,
        ColumnType type,
        @Nullable String written,
        @Nullable String engineDefault,
        String comment) {
    Column(String name, ColumnType type) {
        this(name, type, null, null, "");
    }

    /** Returns the expression that takes the place of what is not given, or of a NULL where there can be none. */
    String standIn() {
        return engineDefault == null
                ? type.engineDefault()
                : "CAST(" + engineDefault + " AS " + type.engineType() + ")";
    }

    Column renamed(String other) {
        return new Column(other, type, written, engineDefault, comment);
    }

    /** Returns the form of the document, where nullability stands beside the type. */
    ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("name", name);
        json.put("type", (type.is("Nullable") ? type.inner().get(0) : type).toString());
        json.put("nullable", type.isNullable());
        if (written != null) {
            boolean text = written.startsWith("'") && written.endsWith("'") && written.length() > 1;
            json.put("defaultValue", text ? Tokens.of(written).text() : written);
        }
        if (!comment.isEmpty()) {
            json.put("comment", comment);
        }
        return json;
    }

    /** Returns the declaration in the vendor's SQL. */
    String declaration() {
        return '`' + name + "` " + type
                + (written == null ? "" : " DEFAULT " + written)
                + (comment.isEmpty() ? "" : " COMMENT " + Token.vendorText(comment));
    }
}
