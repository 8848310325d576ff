package dev.analyticsplatform.sandbox.bytehouse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.bytehouse.ByteHouseErrors.Code;
import dev.analyticsplatform.sandbox.bytehouse.TableDefinition.Kind;
import dev.analyticsplatform.sandbox.bytehouse.TableDefinition.PartitionKey;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code CREATE TABLE} from the name of the table on. */
final class CreateTable {
    private static final String[] CLAUSES = {
        "ENGINE", "PARTITION", "PRIMARY", "ORDER", "UNIQUE", "SAMPLE", "CLUSTER", "TTL", "SETTINGS", "COMMENT", "AS"
    };

    private final Tokens tokens;
    private final Translator translator;

    CreateTable(Tokens tokens, Translator translator) {
        this.tokens = tokens;
        this.translator = translator;
    }

    /** Reads columns and clauses; stops before AS. */
    TableDefinition read(TableName name) {
        TableDefinition table = new TableDefinition(Kind.TABLE, name);
        if (tokens.acceptSymbol("(")) {
            List<Column> columns = new ArrayList<>();
            do {
                element(table, columns);
            } while (tokens.acceptSymbol(","));
            tokens.expectSymbol(")");
            table.columns = List.copyOf(columns);
        }
        while (!tokens.atEnd() && !tokens.peek().isWord("AS")) {
            clause(table);
        }
        return table;
    }

    private void element(TableDefinition table, List<Column> columns) {
        if (tokens.accept("PRIMARY", "KEY")) {
            table.primaryKeys = keys();
        } else if (tokens.accept("UNIQUE", "KEY")) {
            uniqueKey(table);
        } else if (tokens.peek().isWord("INDEX") && tokens.peek(2).kind() != Token.Kind.SYMBOL) {
            tokens.until(",");
        } else {
            columns.add(column(tokens, translator));
        }
    }

    /** Reads a column: name, type, and what else is said of it. */
    static Column column(Tokens tokens, Translator translator) {
        String name = tokens.name();
        ColumnType type = ColumnTypes.read(tokens);
        String written = null;
        String engine = null;
        String comment = "";
        while (true) {
            if (tokens.accept("NOT", "NULL")) {
                type = type.is("Nullable") ? type.inner().get(0) : type;
            } else if (tokens.accept("NULL")) {
                type = type.nullable();
            } else if (tokens.accept("DEFAULT")) {
                List<Token> value = tokens.until(",", "NOT", "NULL", "COMMENT", "CODEC", "TTL", "AFTER", "FIRST");
                if (value.isEmpty() && tokens.peek().isWord("NULL")) {
                    value = List.of(tokens.next());
                }
                written = tokens.written(value);
                engine = translator.write(value);
            } else if (tokens.accept("COMMENT")) {
                comment = tokens.text();
            } else if (tokens.accept("CODEC") || tokens.accept("TTL")) {
                tokens.until(",", "NOT", "NULL", "COMMENT", "DEFAULT", "AFTER", "FIRST");
            } else {
                return new Column(name, type, written, engine, comment);
            }
        }
    }

    private void clause(TableDefinition table) {
        if (tokens.accept("ENGINE")) {
            tokens.acceptSymbol("=");
            table.engine = tokens.name();
            if (tokens.acceptSymbol("(")) {
                tokens.until(")");
                tokens.expectSymbol(")");
            }
        } else if (tokens.accept("PARTITION", "BY")) {
            table.partitionKeys = partitionKeys();
        } else if (tokens.accept("PRIMARY", "KEY")) {
            table.primaryKeys = keys();
        } else if (tokens.accept("ORDER", "BY")) {
            table.orderBy = keys();
        } else if (tokens.accept("UNIQUE", "KEY")) {
            uniqueKey(table);
        } else if (tokens.accept("SAMPLE", "BY")) {
            table.samplingKey = tokens.written(tokens.until(CLAUSES));
        } else if (tokens.accept("CLUSTER", "BY")) {
            ObjectNode key = Json.object();
            key.set("columns", TableDefinition.texts(keys()));
            tokens.expect("INTO");
            key.put("buckets", tokens.integer());
            tokens.expect("BUCKETS");
            if (tokens.accept("SPLIT_NUMBER")) {
                key.put("splitNumber", tokens.integer());
            }
            if (tokens.accept("WITH_RANGE")) {
                key.put("withRange", true);
            }
            table.clusterKey = key;
        } else if (tokens.accept("TTL")) {
            table.ttl = Json.object().put("expression", tokens.written(tokens.until(CLAUSES)));
        } else if (tokens.accept("SETTINGS")) {
            tokens.until(CLAUSES);
        } else if (tokens.accept("COMMENT")) {
            table.description = tokens.text();
        } else {
            throw tokens.unexpected("one of ENGINE, PARTITION BY, ORDER BY, PRIMARY KEY, UNIQUE KEY, SAMPLE BY,"
                    + " CLUSTER BY, TTL, SETTINGS, COMMENT, AS");
        }
    }

    private void uniqueKey(TableDefinition table) {
        List<String> keys = keys();
        for (String key : keys) {
            if (!key.matches("[A-Za-z_][A-Za-z0-9_]*") && table.column(key).isEmpty()) {
                throw ByteHouseErrors.sql(
                        Code.BAD_ARGUMENTS, "UNIQUE KEY " + key + ": the sandbox takes columns only, not expressions");
            }
        }
        ObjectNode json = Json.object();
        json.set("columns", TableDefinition.texts(keys));
        table.uniqueKey = json;
        table.uniqueExpressions = keys;
    }

    /** Reads {@code a}, {@code (a, b)} or {@code tuple()}; names come without quotes, expressions as written. */
    private List<String> keys() {
        List<String> keys = new ArrayList<>();
        for (List<Token> key : expressions()) {
            keys.add(key.size() == 1 ? key.get(0).text() : tokens.written(key));
        }
        return List.copyOf(keys);
    }

    private List<List<Token>> expressions() {
        List<List<Token>> expressions = new ArrayList<>();
        if (tokens.accept("tuple")) {
            tokens.expectSymbol("(");
            tokens.expectSymbol(")");
        } else if (tokens.peek().isSymbol("(")) {
            tokens.next();
            if (!tokens.peek().isSymbol(")")) {
                do {
                    expressions.add(tokens.until(","));
                } while (tokens.acceptSymbol(","));
            }
            tokens.expectSymbol(")");
        } else {
            expressions.add(tokens.until(CLAUSES));
        }
        for (List<Token> expression : expressions) {
            if (expression.isEmpty()) {
                throw tokens.unexpected("an expression");
            }
        }
        return expressions;
    }

    private List<PartitionKey> partitionKeys() {
        List<PartitionKey> keys = new ArrayList<>();
        for (List<Token> key : expressions()) {
            boolean column = key.size() == 1 && key.get(0).isName();
            keys.add(new PartitionKey(
                    column ? key.get(0).text() : null,
                    null,
                    tokens.written(key),
                    "CAST(" + (column ? Token.quotedName(key.get(0).text()) : translator.write(key)) + " AS VARCHAR)"));
        }
        return List.copyOf(keys);
    }
}
