package dev.analyticsplatform.sandbox.deltastream;

import dev.analyticsplatform.sandbox.deltastream.ColumnType.Field;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that can be selected from. Guarded by the organization.
 *
 * @param path database, schema and name
 * @param kind what it is
 * @param columns its columns; empty for the records of a topic as they are
 * @param key names of the columns that tell rows of a changelog apart
 * @param store the store of its topic; empty for a view
 * @param topic where its records are; null for a view
 * @param query what fills it; null if only the topic does
 * @param about its name, owner and properties
 */
record Relation(
        List<String> path,
        Kind kind,
        List<Field> columns,
        List<String> key,
        String store,
        @Nullable Topic topic,
        @Nullable ContinuousQuery query,
        Thing about) {
    enum Kind {
        STREAM("Stream"),
        CHANGELOG("Changelog"),
        TABLE("Table"),
        MATERIALIZED_VIEW("Materialized View");

        private final String shown;

        Kind(String shown) {
            this.shown = shown;
        }

        String shown() {
            return shown;
        }
    }

    String name() {
        return path.get(2);
    }

    /** Returns the name of its topic; empty for a view. */
    String topicName() {
        return topic == null ? "" : topic.name();
    }

    /** Tells whether a query of it never ends. */
    boolean isUnbounded() {
        return kind == Kind.STREAM || kind == Kind.CHANGELOG;
    }

    /**
     * Writes a SELECT of its records.
     *
     * @param from the first offset
     * @param to the offset behind the last
     * @param changes whether a changelog gives each change, instead of what is left of them
     */
    String select(long from, long to, boolean changes) {
        Topic records = topic;
        if (records != null) {
            String range = "off >= " + from + " AND off < " + to;
            return columns.isEmpty()
                    ? TopicColumns.raw(records, range)
                    : TopicColumns.select(records, columns, range, changes ? List.of() : key);
        } else if (query != null) {
            return query.result();
        }
        throw new IllegalStateException(path + " has neither a topic nor a query");
    }

    String property(String name, String fallback) {
        return about.property(name, fallback);
    }

    Map<String, String> properties() {
        return about.properties;
    }
}
