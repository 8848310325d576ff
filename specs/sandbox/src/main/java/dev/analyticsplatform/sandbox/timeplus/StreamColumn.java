package dev.analyticsplatform.sandbox.timeplus;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Json;

/**
 * A column of a stream or view.
 *
 * @param name the name
 * @param type the type
 * @param defaultExpression what stands there if an event leaves it out, as its author wrote it; empty for none
 * @param codec how the server would compress it; empty if nobody said
 */
record StreamColumn(String name, TypeName type, String defaultExpression, String codec) {
    static final String TIME = "_tp_time";

    static StreamColumn of(String name, TypeName type) {
        return new StreamColumn(name, type, "", "");
    }

    /** The time of an event, which every stream has. */
    static StreamColumn time(String defaultExpression) {
        return new StreamColumn(
                TIME,
                TypeName.plain("datetime64", "3", "UTC"),
                defaultExpression.isEmpty() ? "now64(3, 'UTC')" : defaultExpression,
                "DoubleDelta, LZ4");
    }

    /** Returns it as answers show it. */
    ObjectNode json() {
        ObjectNode column = Json.object().put("name", name).put("type", type.toString());
        column.put("nullable", type.isNullable());
        column.put("default", defaultExpression);
        return column.put("codec", codec.isEmpty() || codec.startsWith("CODEC") ? codec : "CODEC(" + codec + ")");
    }
}
