package dev.analyticsplatform.singlestore;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import dev.analyticsplatform.QualifiedName;
import dev.analyticsplatform.client.singlestore.JSON;
import dev.analyticsplatform.client.singlestore.model.ExecInput;
import dev.analyticsplatform.engine.JsonSize;
import dev.analyticsplatform.singlestore.SingleStoreIngestion.Cell;
import dev.analyticsplatform.singlestore.SingleStoreIngestion.EncodedRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One INSERT of rows that need not have the same columns: what a row lacks gets the column's default.
 *
 * @param sql the statement, a question mark for each argument
 * @param arguments the values
 * @param bytes about the size of the request
 * @param isUniform whether all rows have the same columns
 */
record SingleStoreInsert(String sql, List<JsonElement> arguments, long bytes, boolean isUniform) {

    /** The vendor's limit of a request. */
    private static final long LARGEST = 1_000_000;

    /** What a prepared statement of MySQL's protocol can hold. */
    private static final int MOST_ARGUMENTS = 65_535;

    private static final int AROUND = 64;

    static SingleStoreInsert of(QualifiedName dataset, List<EncodedRow> rows) {
        var columns = new LinkedHashMap<String, String>();
        rows.forEach(row -> row.cells().forEach((key, cell) -> columns.putIfAbsent(key, cell.column())));
        var sql = new StringBuilder("INSERT INTO ")
                .append(SingleStoreMapping.quoted(dataset))
                .append(columns.values().stream()
                        .map(SingleStoreMapping::quoted)
                        .collect(Collectors.joining(",", " (", ") VALUES ")));
        var arguments = new ArrayList<JsonElement>();
        long bytes = AROUND;
        boolean uniform = true;
        String separator = "";
        for (EncodedRow row : rows) {
            sql.append(separator).append('(');
            separator = ",";
            String comma = "";
            for (String column : columns.keySet()) {
                Cell cell = row.cells().get(column);
                sql.append(comma).append(cell == null ? "DEFAULT" : cell.mark());
                comma = ",";
                if (cell != null) {
                    arguments.add(cell.argument());
                }
            }
            sql.append(')');
            bytes += row.bytes();
            uniform &= row.cells().size() == columns.size();
        }
        bytes += JsonSize.of(JSON.gson(), new JsonPrimitive(sql.toString()));
        return new SingleStoreInsert(sql.toString(), arguments, bytes, uniform);
    }

    boolean isTooLarge() {
        return bytes > LARGEST || arguments.size() > MOST_ARGUMENTS;
    }

    ExecInput input() {
        return new ExecInput().sql(sql).args(arguments);
    }
}
