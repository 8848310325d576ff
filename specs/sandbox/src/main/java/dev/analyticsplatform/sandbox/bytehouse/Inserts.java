package dev.analyticsplatform.sandbox.bytehouse;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import dev.analyticsplatform.sandbox.bytehouse.ByteHouseErrors.Code;
import dev.analyticsplatform.sandbox.sql.SqlEngine;
import dev.analyticsplatform.sandbox.sql.SqlValue;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * INSERT with VALUES, with a query, and with rows in JSONEachRow. One statement of the engine each: all rows are stored
 * or none.
 *
 * <p>NULL for a column that cannot hold it stores the column's default, as it does with the vendor.
 */
final class Inserts {
    private final Catalog catalog;
    private final SqlEngine engine;
    private final Translator translator;

    Inserts(Catalog catalog, SqlEngine engine, Translator translator) {
        this.catalog = catalog;
        this.engine = engine;
        this.translator = translator;
    }

    /** Runs an INSERT and returns the number of rows. */
    long run(Script.Statement statement, String database) {
        Tokens tokens = statement.read();
        tokens.expect("INSERT", "INTO");
        tokens.accept("TABLE");
        TableDefinition table = catalog.writable(tokens.tableName(database));
        List<Column> columns = columns(table, tokens);
        boolean bestEffort = bestEffort(tokens);
        WideDecimals wide = new WideDecimals(catalog, table);
        String rows;
        List<SqlValue> values = List.of();
        if (statement.data() != null) {
            tokens.expect("FORMAT", "JSONEachRow");
            values = List.of(SqlValue.of(json(table, columns, statement.data(), bestEffort, wide)));
            columns = wide.widened(columns);
            rows = jsonRows(columns);
        } else if (tokens.accept("VALUES") || tokens.accept("FORMAT", "Values")) {
            int start = tokens.index();
            valueRows(columns, tokens, wide);
            columns = wide.widened(columns);
            tokens.index(start);
            rows = valueRows(columns, tokens, wide);
        } else if (tokens.accept("FORMAT")) {
            throw ByteHouseErrors.sql(Code.UNKNOWN_FORMAT, "Unknown format " + tokens.name());
        } else {
            List<Token> query = tokens.rest();
            wide.seen(columns, engine.in(database).describe(translator.write(query)));
            columns = wide.widened(columns);
            rows = queriedRows(columns, query, database);
        }
        long count = engine.in(database).execute(insert(table, columns, rows), values);
        catalog.written(table);
        return count;
    }

    /** Skips settings; tells whether times are to be read in any form. */
    private static boolean bestEffort(Tokens tokens) {
        boolean bestEffort = false;
        if (tokens.accept("SETTINGS")) {
            do {
                String name = tokens.name();
                tokens.expectSymbol("=");
                String value = tokens.next().text();
                bestEffort |= name.equals("date_time_input_format") && value.startsWith("best_effort");
            } while (tokens.acceptSymbol(","));
        }
        return bestEffort;
    }

    private static List<Column> columns(TableDefinition table, Tokens tokens) {
        if (!tokens.peek().isSymbol("(")
                || tokens.peek(1).isWord("SELECT")
                || tokens.peek(1).isWord("WITH")) {
            return table.columns;
        }
        List<Column> columns = new ArrayList<>();
        for (String name : tokens.names()) {
            Column column = table.column(name)
                    .orElseThrow(() -> ByteHouseErrors.sql(
                            Code.NO_SUCH_COLUMN_IN_TABLE, "No such column " + name + " in table " + table.name));
            if (columns.contains(column)) {
                throw ByteHouseErrors.sql(Code.DUPLICATE_COLUMN, "Column " + name + " is there twice");
            }
            columns.add(column);
        }
        return columns;
    }

    private static String insert(TableDefinition table, List<Column> given, String rows) {
        List<Column> columns = table.columns;
        StringBuilder select = new StringBuilder();
        for (Column column : columns) {
            int place = given.indexOf(column);
            select.append(select.length() == 0 ? "" : ", ")
                    .append(place >= 0 ? "q.c" + (place + 1) : column.standIn())
                    .append(" AS ")
                    .append(Token.quotedName(column.name()));
        }
        StringBuilder aliases = new StringBuilder();
        for (int i = 1; i <= given.size(); i++) {
            aliases.append(i == 1 ? "" : ", ").append('c').append(i);
        }
        String source = "SELECT " + select + " FROM (" + rows + ") AS q(" + aliases + ")";
        String names =
                columns.stream().map(column -> Token.quotedName(column.name())).collect(Collectors.joining(", "));
        if (table.uniqueExpressions.isEmpty()) {
            return "INSERT INTO " + table.name.engineSql() + " (" + names + ") " + source;
        }
        return merge(table, columns, source, names);
    }

    /** A row with the unique key of another takes its place; the last of several wins. */
    private static String merge(TableDefinition table, List<Column> columns, String source, String names) {
        List<String> keys =
                table.uniqueExpressions.stream().map(Token::quotedName).toList();
        return "MERGE INTO " + table.name.engineSql() + " AS t USING (SELECT * EXCLUDE (\"~n\") FROM (SELECT *,"
                + " row_number() OVER () AS \"~n\" FROM (" + source + ")) QUALIFY row_number() OVER (PARTITION BY "
                + String.join(", ", keys) + " ORDER BY \"~n\" DESC) = 1) AS s ON "
                + keys.stream().map(key -> "t." + key + " = s." + key).collect(Collectors.joining(" AND "))
                + " WHEN MATCHED THEN UPDATE SET "
                + columns.stream()
                        .map(column -> Token.quotedName(column.name()))
                        .map(name -> name + " = s." + name)
                        .collect(Collectors.joining(", "))
                + " WHEN NOT MATCHED THEN INSERT (" + names + ") VALUES ("
                + columns.stream()
                        .map(column -> "s." + Token.quotedName(column.name()))
                        .collect(Collectors.joining(", "))
                + ")";
    }

    private static String converted(String expression, Column column) {
        String cast = "CAST(" + expression + " AS " + column.type().engineType() + ")";
        return column.type().isNullable() ? cast : "coalesce(" + cast + ", " + column.standIn() + ")";
    }

    private String valueRows(List<Column> columns, Tokens tokens, WideDecimals wide) {
        StringBuilder rows = new StringBuilder("VALUES ");
        boolean first = true;
        do {
            if (!first && tokens.atEnd()) {
                break;
            }
            tokens.expectSymbol("(");
            rows.append(first ? "(" : ", (");
            first = false;
            for (int i = 0; i < columns.size(); i++) {
                if (i > 0) {
                    tokens.expectSymbol(",");
                    rows.append(", ");
                }
                rows.append(value(columns.get(i), tokens.until(","), tokens, wide));
            }
            tokens.expectSymbol(")");
            rows.append(')');
        } while (tokens.acceptSymbol(",") || tokens.peek().isSymbol("("));
        tokens.expectEnd();
        return rows.toString();
    }

    private String value(Column column, List<Token> value, Tokens tokens, WideDecimals wide) {
        if (value.isEmpty()) {
            throw tokens.unexpected("a value");
        }
        if (value.size() == 1 && value.get(0).isWord("DEFAULT")) {
            return column.standIn();
        }
        boolean negative =
                value.size() == 2 && value.get(0).isSymbol("-") && value.get(1).kind() == Token.Kind.NUMBER;
        boolean number = value.size() == 1 && value.get(0).kind() == Token.Kind.NUMBER;
        if ((number || negative) && !value.get(value.size() - 1).text().startsWith("0x")) {
            // As text, a number is converted without passing through a type of its own.
            String text = (negative ? "-" : "") + value.get(value.size() - 1).text();
            wide.seen(column, text);
            return converted(Token.quotedText(text), column);
        }
        return converted(translator.write(value), column);
    }

    /** Puts the rows of a query into a new table. */
    void fill(TableDefinition table, List<Token> query, String database) {
        engine.in(database)
                .execute(insert(table, table.columns, queriedRows(table.columns, query, database)), List.of());
    }

    private String queriedRows(List<Column> columns, List<Token> written, String database) {
        String query = translator.write(written);
        int width = engine.in(database).describe(query).size();
        if (width != columns.size()) {
            throw ByteHouseErrors.sql(
                    Code.NOT_FOUND_COLUMN_IN_BLOCK,
                    "The query gives " + width + " columns, but " + columns.size() + " are to be written");
        }
        StringBuilder aliases = new StringBuilder();
        StringBuilder select = new StringBuilder();
        for (int i = 0; i < width; i++) {
            aliases.append(i == 0 ? "" : ", ").append('c').append(i + 1);
            select.append(i == 0 ? "" : ", ").append(converted("p.c" + (i + 1), columns.get(i)));
        }
        return "SELECT " + select + " FROM (" + query + ") AS p(" + aliases + ")";
    }

    private static String jsonRows(List<Column> columns) {
        StringBuilder select = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            String cell = "r[" + (2 * i + 1) + "]";
            String value = converted(column.type().isComposite() ? "CAST(" + cell + " AS JSON)" : cell, column);
            boolean defaulted = column.type().isNullable() && column.engineDefault() != null;
            select.append(i == 0 ? "" : ", ")
                    .append(
                            defaulted
                                    ? "CASE WHEN r[" + (2 * i + 2) + "] IS NULL THEN " + column.standIn() + " ELSE "
                                            + value + " END"
                                    : value);
        }
        return "SELECT " + select + " FROM (SELECT unnest(from_json(CAST(? AS VARCHAR), '[[\"VARCHAR\"]]')) AS r)";
    }

    /** Returns an array of rows, each with two elements a column: the value as text, and whether it was given. */
    private static String json(
            TableDefinition table, List<Column> columns, String data, boolean bestEffort, WideDecimals wide) {
        StringWriter text = new StringWriter(data.length() + data.length() / 4);
        long row = 0;
        try (JsonGenerator out = Json.MAPPER.createGenerator(text);
                MappingIterator<JsonNode> rows =
                        Json.MAPPER.readerFor(JsonNode.class).readValues(separated(data))) {
            out.writeStartArray();
            while (rows.hasNextValue()) {
                JsonNode value = rows.nextValue();
                row++;
                row(out, table, columns, value, row, bestEffort, wide);
            }
            out.writeEndArray();
        } catch (JsonProcessingException e) {
            throw badRow(e.getOriginalMessage(), row + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Rows may have commas between them, which no reader of JSON expects. */
    private static String separated(String data) {
        StringBuilder rows = null;
        int depth = 0;
        boolean text = false;
        for (int i = 0; i < data.length(); i++) {
            char c = data.charAt(i);
            if (text) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    text = false;
                }
            } else if (c == '"') {
                text = true;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
            } else if (c == ',' && depth == 0) {
                rows = rows == null ? new StringBuilder(data) : rows;
                rows.setCharAt(i, ' ');
            }
        }
        return rows == null ? data : rows.toString();
    }

    private static void row(
            JsonGenerator out,
            TableDefinition table,
            List<Column> columns,
            JsonNode row,
            long number,
            boolean bestEffort,
            WideDecimals wide)
            throws IOException {
        if (!row.isObject()) {
            throw badRow("A row is not a JSON object", number);
        }
        int found = 0;
        out.writeStartArray();
        for (Column column : columns) {
            JsonNode value = row.get(column.name());
            found += value == null ? 0 : 1;
            try {
                JsonNode read = value == null || !bestEffort ? value : Cells.bestEffort(value, column.type());
                String text = read == null ? null : Cells.text(read, column.type());
                wide.seen(column, text);
                out.writeString(text);
            } catch (Cells.NoFit e) {
                throw badRow(e.getMessage() + " for column " + column.name(), number);
            }
            out.writeString(value == null ? null : "1");
        }
        out.writeEndArray();
        if (found < row.size()) {
            for (Map.Entry<String, JsonNode> member : row.properties()) {
                if (columns.stream().noneMatch(column -> column.name().equals(member.getKey()))) {
                    throw ByteHouseErrors.sql(
                            Code.UNKNOWN_FIELD,
                            "Unknown field found while parsing JSONEachRow format: " + member.getKey() + " of table "
                                    + table.name + ": (at row " + number + ")");
                }
            }
        }
    }

    private static Refusal badRow(String message, long row) {
        return ByteHouseErrors.sql(Code.CANNOT_PARSE_INPUT_ASSERTION_FAILED, message + ": (at row " + row + ")");
    }
}
