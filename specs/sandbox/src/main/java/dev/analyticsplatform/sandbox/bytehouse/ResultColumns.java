package dev.analyticsplatform.sandbox.bytehouse;

import dev.analyticsplatform.sandbox.sql.SqlColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names and types of a result in the vendor's words. A column that is selected as it is has the type it was declared
 * with; an expression has the type that the engine gives it, and may be NULL unless it counts or is a constant.
 */
final class ResultColumns {
    private static final String[] ENDS = {
        ",",
        "FROM",
        "WHERE",
        "PREWHERE",
        "GROUP",
        "HAVING",
        "ORDER",
        "LIMIT",
        "UNION",
        "EXCEPT",
        "INTERSECT",
        "SETTINGS",
        "FORMAT"
    };
    private static final Set<String> NO_ALIAS_AFTER = Set.of(
            "AND",
            "OR",
            "NOT",
            "IN",
            "IS",
            "LIKE",
            "ILIKE",
            "BETWEEN",
            "CASE",
            "WHEN",
            "THEN",
            "ELSE",
            "DISTINCT",
            "INTERVAL",
            "DIV",
            "MOD");
    private static final Set<String> NO_ALIAS = Set.of("END", "NULL", "TRUE", "FALSE");
    private static final Set<String> COUNTS = Set.of("count", "countif", "uniq", "uniqexact");
    private static final Set<String> NO_TABLE_ALIAS = Set.of(
            "WHERE",
            "PREWHERE",
            "GROUP",
            "HAVING",
            "ORDER",
            "LIMIT",
            "UNION",
            "EXCEPT",
            "INTERSECT",
            "SETTINGS",
            "FORMAT",
            "JOIN",
            "INNER",
            "CROSS",
            "LEFT",
            "RIGHT",
            "FULL",
            "ON",
            "USING",
            "FINAL",
            "ASOF",
            "ARRAY",
            "SAMPLE",
            "OFFSET",
            "QUALIFY",
            "WINDOW",
            "ANY",
            "ALL",
            "SEMI",
            "ANTI",
            "GLOBAL",
            "NATURAL");

    /** A table of the query, under the name that the query gives it. */
    private record Source(String alias, List<Column> columns) {}

    /** What one element of the select list says; type null where only the engine knows. */
    private record Item(@Nullable String name, @Nullable ColumnType type, boolean certain) {}

    private final Catalog catalog;
    private final String database;

    private ResultColumns(Catalog catalog, String database) {
        this.catalog = catalog;
        this.database = database;
    }

    static List<Column> of(
            Catalog catalog, String database, List<Token> query, String written, List<SqlColumn> engine) {
        List<Item> items = new ResultColumns(catalog, database).items(new Tokens(query, written));
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < engine.size(); i++) {
            SqlColumn column = engine.get(i);
            Item item = items.size() == engine.size() ? items.get(i) : new Item(null, null, false);
            ColumnType type = ColumnTypes.ofEngine(column.type());
            if (item.type() != null) {
                type = item.type();
            } else if (!item.certain()) {
                type = type.nullable();
            }
            columns.add(new Column(item.name() == null ? column.name() : item.name(), type));
        }
        return columns;
    }

    private List<Item> items(Tokens tokens) {
        if (!tokens.accept("SELECT")) {
            return List.of();
        }
        tokens.accept("DISTINCT");
        List<List<Token>> expressions = new ArrayList<>();
        do {
            expressions.add(tokens.until(ENDS));
        } while (tokens.acceptSymbol(","));
        List<Source> sources = tokens.accept("FROM") ? sources(tokens) : List.of();
        boolean combined = combines(tokens);
        List<Item> items = new ArrayList<>();
        for (List<Token> expression : expressions) {
            if (!item(expression, combined ? null : sources, tokens, items)) {
                return List.of();
            }
        }
        return items;
    }

    private static boolean combines(Tokens tokens) {
        tokens.until("UNION", "EXCEPT", "INTERSECT");
        return !tokens.atEnd();
    }

    /** Reads tables that are joined so that no row is made up; null if there is anything else. */
    private @Nullable List<Source> sources(Tokens tokens) {
        List<Source> sources = new ArrayList<>();
        while (true) {
            if (!tokens.peek().isName() || tokens.peek(1).isSymbol("(")) {
                return null;
            }
            Optional<TableDefinition> table = catalog.find(tokens.tableName(database));
            if (table.isEmpty()) {
                return null;
            }
            tokens.accept("FINAL");
            boolean as = tokens.accept("AS");
            Token next = tokens.peek();
            boolean aliased = as
                    || next.kind() == Token.Kind.QUOTED
                    || (next.kind() == Token.Kind.WORD && !NO_TABLE_ALIAS.contains(next.upper()));
            String alias = aliased ? tokens.name() : table.get().name.name();
            sources.add(new Source(alias, table.get().columns));
            tokens.until(
                    ",",
                    "JOIN",
                    "LEFT",
                    "RIGHT",
                    "FULL",
                    "ASOF",
                    "ARRAY",
                    "SEMI",
                    "ANTI",
                    "WHERE",
                    "PREWHERE",
                    "GROUP",
                    "HAVING",
                    "ORDER",
                    "LIMIT",
                    "UNION",
                    "EXCEPT",
                    "INTERSECT");
            if (!tokens.acceptSymbol(",") && !tokens.accept("JOIN")) {
                boolean outer = tokens.peek().isWord("LEFT")
                        || tokens.peek().isWord("RIGHT")
                        || tokens.peek().isWord("FULL")
                        || tokens.peek().isWord("ASOF")
                        || tokens.peek().isWord("ARRAY")
                        || tokens.peek().isWord("SEMI")
                        || tokens.peek().isWord("ANTI");
                return outer ? null : sources;
            }
        }
    }

    /** Adds what an element stands for; tells whether that is known at all. */
    private static boolean item(
            List<Token> expression, @Nullable List<Source> sources, Tokens tokens, List<Item> items) {
        int size = expression.size();
        if (size == 0) {
            return false;
        }
        if (expression.get(size - 1).isSymbol("*")
                && (size == 1 || (size == 3 && expression.get(1).isSymbol(".")))) {
            return star(size == 1 ? null : expression.get(0).text(), sources, items);
        }
        if (expression.stream().anyMatch(token -> token.isWord("COLUMNS"))) {
            return false;
        }
        int alias = alias(expression);
        List<Token> value = alias < 0
                ? expression
                : expression.subList(0, expression.get(alias - 1).isWord("AS") ? alias - 1 : alias);
        String name = alias < 0 ? null : expression.get(alias).text();
        Optional<Column> column = sources == null ? Optional.empty() : column(value, sources);
        if (column.isPresent()) {
            items.add(new Item(
                    name == null ? column.get().name() : name, column.get().type(), true));
            return true;
        }
        boolean reference = value.get(value.size() - 1).isName()
                && (value.size() == 1 || (value.size() == 3 && value.get(1).isSymbol(".")));
        String written =
                name != null ? name : reference ? value.get(value.size() - 1).text() : tokens.written(value);
        boolean constant = value.size() == 1
                && (value.get(0).kind() == Token.Kind.NUMBER || value.get(0).kind() == Token.Kind.TEXT);
        boolean counts = sources != null && counts(value);
        items.add(new Item(written, counts ? ColumnType.of("UInt64") : null, constant));
        return true;
    }

    private static boolean star(@Nullable String of, @Nullable List<Source> sources, List<Item> items) {
        if (sources == null) {
            return false;
        }
        for (Source source : sources) {
            if (of == null || of.equals(source.alias())) {
                source.columns().forEach(column -> items.add(new Item(column.name(), column.type(), true)));
            }
        }
        return true;
    }

    /** Returns where the alias stands; -1 if there is none. */
    private static int alias(List<Token> expression) {
        int last = expression.size() - 1;
        if (last < 1 || !expression.get(last).isName()) {
            return -1;
        }
        Token before = expression.get(last - 1);
        if (before.isWord("AS")) {
            return last;
        }
        boolean value = before.kind() == Token.Kind.QUOTED
                || before.kind() == Token.Kind.NUMBER
                || before.kind() == Token.Kind.TEXT
                || before.isSymbol(")")
                || before.isSymbol("]")
                || (before.kind() == Token.Kind.WORD && !NO_ALIAS_AFTER.contains(before.upper()));
        boolean interval = last > 1 && expression.get(last - 2).isWord("INTERVAL");
        return value && !interval && !NO_ALIAS.contains(expression.get(last).upper()) ? last : -1;
    }

    private static Optional<Column> column(List<Token> value, List<Source> sources) {
        boolean qualified = value.size() == 3 && value.get(1).isSymbol(".");
        if (!(value.size() == 1 || qualified) || !value.get(value.size() - 1).isName()) {
            return Optional.empty();
        }
        String name = value.get(value.size() - 1).text();
        return sources.stream()
                .filter(source ->
                        !qualified || source.alias().equals(value.get(0).text()))
                .flatMap(source -> source.columns().stream())
                .filter(column -> column.name().equals(name))
                .findFirst();
    }

    private static boolean counts(List<Token> value) {
        if (value.size() < 3 || !COUNTS.contains(value.get(0).text().toLowerCase(Locale.ROOT))) {
            return false;
        }
        int depth = 0;
        for (int i = 1; i < value.size(); i++) {
            depth += value.get(i).isSymbol("(") ? 1 : value.get(i).isSymbol(")") ? -1 : 0;
            if (depth == 0) {
                return i == value.size() - 1;
            }
        }
        return false;
    }
}
