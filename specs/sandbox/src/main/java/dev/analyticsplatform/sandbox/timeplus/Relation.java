package dev.analyticsplatform.sandbox.timeplus;

import java.util.List;

/** What a name in FROM stands for. */
sealed interface Relation {
    List<StreamColumn> columns();

    /** A stream, or the stream behind a materialized view. */
    record OfStream(StreamTable table) implements Relation {
        @Override
        public List<StreamColumn> columns() {
            return table.columns();
        }
    }

    /** A view, which is its query. */
    record OfView(String name, String query, List<StreamColumn> columns) implements Relation {}
}
