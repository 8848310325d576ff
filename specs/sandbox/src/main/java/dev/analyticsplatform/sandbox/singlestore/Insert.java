package dev.analyticsplatform.sandbox.singlestore;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.analyticsplatform.sandbox.singlestore.Databases.TableName;
import dev.analyticsplatform.sandbox.singlestore.Token.Kind;
import dev.analyticsplatform.sandbox.sql.SqlFailure;
import dev.analyticsplatform.sandbox.sql.SqlValue;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** INSERT and REPLACE. For one thread. */
final class Insert {
    private final String text;
    private final Tokens tokens;
    private final Translator.Context context;
    private final Databases databases;
    private final List<SqlValue> args;
    private final Statement.Builder out = new Statement.Builder();
    private int used;

    /**
     * A statement for the engine.
     *
     * @param numbered the sequence that has numbered the rows, quoted; empty if none did
     */
    record Ready(Statement statement, List<SqlValue> values, Optional<String> numbered) {}

    Insert(String text, Tokens tokens, Translator.Context context, Databases databases, List<SqlValue> args) {
        this.text = text;
        this.tokens = tokens;
        this.context = context;
        this.databases = databases;
        this.args = args;
    }

    Ready read() {
        boolean replace = tokens.next().is("REPLACE");
        boolean ignore = tokens.skip("IGNORE");
        tokens.skip("INTO");
        TableDefinition table = databases.require(TableName.read(tokens, context.database()));
        if (table.view()) {
            throw SqlErrors.of(1288, "The target table " + table.name() + " of the INSERT is not updatable");
        }
        List<ColumnDefinition> columns = columns(table);
        String verb = replace ? "INSERT OR REPLACE" : ignore ? "INSERT OR IGNORE" : "INSERT";
        String names = String.join(
                ", ",
                columns.stream().map(ColumnDefinition::name).map(Sql::name).toList());
        out.add(verb + " INTO " + table.quoted() + " (" + names + ")", 0);
        Optional<String> numbered = Optional.empty();
        List<SqlValue> values = args;
        WideDecimals wide = new WideDecimals(databases, table);
        if (tokens.skip("VALUES") || tokens.skip("VALUE")) {
            List<List<List<Token>>> rows = rows(columns.size());
            numbered = numbered(table, columns, rows);
            rows(columns, rows, wide);
            if (rows.stream().flatMap(List::stream).allMatch(Insert::isPlain) && !isUpdating()) {
                values = List.of(SqlValue.of(asJson(rows).toString()));
                out.add(fromJson(columns), 0);
            } else {
                writeRows(columns, rows);
            }
        } else if (tokens.peek().is("SELECT") || tokens.peek().is("WITH")) {
            List<Token> query = tokens.rest();
            queried(columns, query, wide);
            Translator.translate(text, query, context, out);
        }
        if (isUpdating()) {
            tokens.expect("ON", "DUPLICATE", "KEY", "UPDATE");
            out.add("ON CONFLICT DO UPDATE SET", 0);
            List<Token> update = tokens.rest();
            wide.seenSomewhere(update, args);
            Translator.translate(text, excluded(update), context, out);
        }
        tokens.expectEnd();
        wide.makeRoom();
        return new Ready(out.build(text, context.database()), values, numbered);
    }

    private boolean isUpdating() {
        return tokens.peek().is("ON");
    }

    private List<ColumnDefinition> columns(TableDefinition table) {
        if (!tokens.peek().isSymbol("(") || tokens.peek(1).is("SELECT")) {
            return table.columns();
        }
        tokens.expectSymbol("(");
        List<ColumnDefinition> columns = new ArrayList<>();
        do {
            String name = tokens.name();
            columns.add(table.column(name).orElseThrow(() -> SqlErrors.unknownColumn(name, "field list")));
        } while (tokens.skipSymbol(","));
        tokens.expectSymbol(")");
        for (ColumnDefinition column : table.columns()) {
            if (!columns.contains(column)
                    && !column.nullable()
                    && column.defaultText() == null
                    && column.sequence() == null) {
                throw SqlErrors.of(1364, "Field '" + column.name() + "' doesn't have a default value");
            }
        }
        return columns;
    }

    private List<List<List<Token>>> rows(int columns) {
        List<List<List<Token>>> rows = new ArrayList<>();
        do {
            tokens.expectSymbol("(");
            List<List<Token>> row = new ArrayList<>();
            do {
                row.add(tokens.until(",", ")"));
            } while (tokens.skipSymbol(","));
            tokens.expectSymbol(")");
            if (row.size() != columns) {
                throw SqlErrors.of(1136, "Column count doesn't match value count at row " + (rows.size() + 1));
            }
            rows.add(row);
        } while (tokens.skipSymbol(","));
        return rows;
    }

    private static boolean isPlain(List<Token> value) {
        if (value.size() == 2 && value.get(0).isSymbol("-")) {
            return value.get(1).kind() == Kind.NUMBER;
        }
        if (value.size() != 1) {
            return false;
        }
        Token token = value.get(0);
        return switch (token.kind()) {
            case PARAMETER, TEXT, NUMBER -> true;
            default -> token.is("NULL") || token.is("TRUE") || token.is("FALSE");
        };
    }

    /** Rows of plain values go to the engine as one text: thousands of question marks would take it seconds. */
    private ArrayNode asJson(List<List<List<Token>>> rows) {
        ArrayNode all = Json.array();
        for (List<List<Token>> row : rows) {
            ArrayNode values = all.addArray();
            for (List<Token> value : row) {
                Token token = value.get(value.size() - 1);
                switch (token.kind()) {
                    case PARAMETER -> values.add(plainText(args.get(used++)));
                    case WORD -> values.add(token.is("NULL") ? null : token.is("TRUE") ? "1" : "0");
                    default -> values.add(value.size() == 2 ? "-" + token.text() : token.text());
                }
            }
        }
        return all;
    }

    /** Notes the values that stand there; what an expression gives is rounded to the digits that there are. */
    private void rows(List<ColumnDefinition> columns, List<List<List<Token>>> rows, WideDecimals wide) {
        if (wide.areNone()) {
            return;
        }
        int arg = 0;
        for (List<List<Token>> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                List<Token> value = row.get(i);
                boolean isArg = value.size() == 1 && value.get(0).kind() == Kind.PARAMETER;
                if (isArg) {
                    wide.seen(columns.get(i), plainText(args.get(arg)));
                } else if (isPlain(value)) {
                    wide.seen(columns.get(i), value.get(value.size() - 1).text());
                }
                arg += (int) value.stream()
                        .filter(word -> word.kind() == Kind.PARAMETER)
                        .count();
            }
        }
    }

    private void queried(List<ColumnDefinition> columns, List<Token> query, WideDecimals wide) {
        if (!wide.areNone()) {
            Statement statement = Translator.translate(text, query, context);
            String schema = context.database() == null ? Dialect.NO_DATABASE : context.database();
            try {
                wide.seen(columns, databases.engine.in(schema).describe(statement.sql()));
            } catch (SqlFailure e) {
                throw SqlErrors.of(e, statement);
            }
        }
    }

    private static @Nullable String plainText(SqlValue value) {
        Object object = value.value();
        if (object instanceof Double number) {
            return new BigDecimal(number.toString()).toPlainString();
        }
        return object == null ? null : object.toString();
    }

    private static String fromJson(List<ColumnDefinition> columns) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            ColumnDefinition column = columns.get(i);
            String value = "r[" + (i + 1) + "]";
            values.add(column.isBytes() ? "encode(" + value + ")" : numbered(column, value));
        }
        return "SELECT " + String.join(", ", values)
                + " FROM (SELECT unnest(from_json(?::JSON, '[[\"VARCHAR\"]]')) AS r)";
    }

    /** NULL and 0 ask for the next number, if the column has numbers. */
    private static String numbered(ColumnDefinition column, String value) {
        return column.sequence() == null
                ? value
                : "coalesce(nullif(CAST(" + value + " AS BIGINT), 0), nextval(" + Sql.text(column.sequence()) + "))";
    }

    private void writeRows(List<ColumnDefinition> columns, List<List<List<Token>>> rows) {
        out.add("VALUES", 0);
        for (int row = 0; row < rows.size(); row++) {
            out.add(row == 0 ? "(" : ", (", 0);
            for (int i = 0; i < columns.size(); i++) {
                out.add(i == 0 ? "" : ",", 0);
                List<Token> value = rows.get(row).get(i);
                boolean single = value.size() == 1
                        && (value.get(0).kind() == Kind.TEXT || value.get(0).kind() == Kind.PARAMETER);
                boolean encoded = single && columns.get(i).isBytes();
                out.add(encoded ? "encode(CAST(" : "", 0);
                Translator.translate(text, value, context, out);
                out.add(encoded ? "AS VARCHAR))" : "", 0);
            }
            out.add(")", 0);
        }
    }

    /** In the second half of the statement {@code VALUES(a)} is the value that could not be inserted. */
    private static List<Token> excluded(List<Token> update) {
        List<Token> changed = new ArrayList<>();
        for (int i = 0; i < update.size(); i++) {
            Token token = update.get(i);
            if (token.is("VALUES") && i + 3 < update.size() && update.get(i + 1).isSymbol("(")) {
                changed.add(new Token(Kind.WORD, "EXCLUDED", token.at()));
                changed.add(new Token(Kind.SYMBOL, ".", token.at()));
                changed.add(update.get(i + 2));
                i += 3;
            } else {
                changed.add(token);
            }
        }
        return changed;
    }

    private Optional<String> numbered(
            TableDefinition table, List<ColumnDefinition> columns, List<List<List<Token>>> rows) {
        Optional<ColumnDefinition> numbered = table.numbered();
        if (numbered.isEmpty()) {
            return Optional.empty();
        }
        int place = columns.indexOf(numbered.get());
        boolean given = place >= 0
                && rows.stream()
                        .anyMatch(row -> row.get(place).size() == 1
                                && row.get(place).get(0).kind() != Kind.WORD);
        return given ? Optional.empty() : Optional.ofNullable(numbered.get().sequence());
    }
}
