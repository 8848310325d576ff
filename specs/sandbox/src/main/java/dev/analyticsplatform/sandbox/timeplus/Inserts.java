package dev.analyticsplatform.sandbox.timeplus;

import dev.analyticsplatform.sandbox.sql.SqlFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** INSERT INTO a stream: of VALUES or of a query over what there is. */
final class Inserts {
    private final Workspace workspace;
    private final Streams streams;

    Inserts(Workspace workspace, Streams streams) {
        this.workspace = workspace;
        this.streams = streams;
    }

    void insert(StatementReader in) {
        in.take("STREAM");
        StreamTable table = streams.writable(in.name());
        List<StreamColumn> columns = in.isSign("(") ? named(in, table) : table.columns();
        boolean values = in.isWord("VALUES");
        if (!values && !in.isWord("SELECT") && !in.isWord("WITH")) {
            throw in.error();
        }
        String source = in.rest();
        boolean withoutTime = !values && !source.contains(StreamColumn.TIME);
        List<StreamColumn> into =
                columns.equals(table.columns()) && (values || withoutTime) ? fitting(columns, source) : columns;
        QueryNames names = new QueryNames(workspace.datasets::relation);
        String query = values
                ? new SqlRewriter(names, workspace.now(), true).rewrite(SqlToken.read(source))
                : workspace.planner.plan(source, true).sql();
        try {
            table.insert(selected(table, into), named(query, into));
        } catch (SqlFailure e) {
            throw TimeplusErrors.of(e, source, -1);
        }
        workspace.ingested();
    }

    /** Without a list of columns, the time of the event may be left out. */
    private List<StreamColumn> fitting(List<StreamColumn> columns, String source) {
        int size = columns.size();
        boolean last = columns.get(size - 1).name().equals(StreamColumn.TIME);
        if (!last) {
            return columns;
        }
        if (source.regionMatches(true, 0, "VALUES", 0, 6)) {
            return values(source) == size ? columns : columns.subList(0, size - 1);
        }
        return workspace.planner.plan(source, true).header().size() == size ? columns : columns.subList(0, size - 1);
    }

    private static int values(String source) {
        int depth = 0;
        int count = 1;
        for (SqlToken token : SqlToken.read(source)) {
            boolean open = token.isSign("(") || token.isSign("[") || token.isSign("{");
            boolean close = token.isSign(")") || token.isSign("]") || token.isSign("}");
            depth += open ? 1 : close ? -1 : 0;
            if (depth == 0 && close) {
                break;
            }
            count += depth == 1 && token.isSign(",") ? 1 : 0;
        }
        return count;
    }

    private static List<StreamColumn> named(StatementReader in, StreamTable table) {
        List<StreamColumn> columns = new ArrayList<>();
        in.expectSign("(");
        do {
            String name = in.simpleName();
            StreamColumn column = table.column(name);
            if (column == null) {
                throw TimeplusErrors.engine(
                        TimeplusErrors.NO_SUCH_COLUMN, "No such column " + name + " in stream default." + table.name());
            }
            columns.add(column);
        } while (in.takeSign(","));
        in.expectSign(")");
        return columns;
    }

    private static String named(String query, List<StreamColumn> into) {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < into.size(); i++) {
            names.append(i == 0 ? "" : ", ").append("v").append(i);
        }
        return "SELECT * FROM (" + query + "\n) AS s(" + names + ")";
    }

    private List<String> selected(StreamTable table, List<StreamColumn> into) {
        Map<String, String> defaults = streams.defaults(table);
        List<String> selected = new ArrayList<>();
        for (StreamColumn column : table.columns()) {
            int place = into.indexOf(column);
            String standard = defaults.getOrDefault(column.name(), "NULL");
            String cast = "CAST(v" + place + " AS " + column.type().sql() + ")";
            String value = column.type().isNullable() ? cast : "coalesce(" + cast + ", " + standard + ")";
            selected.add((place < 0 ? standard : value) + " AS " + SqlTexts.name(column.name()));
        }
        return selected;
    }
}
