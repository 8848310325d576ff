package dev.analyticsplatform.sandbox.singlestore;

import dev.analyticsplatform.sandbox.singlestore.Databases.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the brackets of CREATE TABLE: columns, keys and options. For one thread. */
final class CreateTable {
    private static final Set<String> KEYS =
            Set.of("PRIMARY", "UNIQUE", "KEY", "INDEX", "SHARD", "SORT", "FULLTEXT", "CONSTRAINT", "FOREIGN");
    private static final Set<String> OPTIONS =
            Set.of("ENGINE", "AUTO_INCREMENT", "COMMENT", "CHARSET", "COLLATE", "COMPRESSION");

    private final TableName name;
    private final Tokens tokens;
    private final List<ColumnDefinition> columns = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final List<String> uniques = new ArrayList<>();
    private boolean primary;

    CreateTable(TableName name, Tokens tokens) {
        this.name = name;
        this.tokens = tokens;
    }

    /** Reads from the opening bracket to the end. */
    TableDefinition read() {
        tokens.expectSymbol("(");
        do {
            if (KEYS.contains(tokens.peek().keyword()) && !tokens.peek(1).is("INT")) {
                key();
            } else {
                column();
            }
        } while (tokens.skipSymbol(","));
        tokens.expectSymbol(")");
        options();
        return definition();
    }

    TableDefinition definition() {
        return new TableDefinition(name.database(), name.table(), false, columns);
    }

    /** Returns the engine's statements: sequences, then the table. */
    List<String> statements() {
        List<String> statements = new ArrayList<>();
        for (ColumnDefinition column : columns) {
            if (column.sequence() != null) {
                statements.add("CREATE SEQUENCE " + column.sequence());
            }
        }
        List<String> all = new ArrayList<>(lines);
        all.addAll(uniques);
        statements.add("CREATE TABLE " + name.quoted() + " (" + String.join(", ", all) + ")");
        return statements;
    }

    /** Reads one column, as ALTER TABLE has it too, and returns its line. */
    String column() {
        String column = tokens.name();
        if (columns.stream().anyMatch(each -> each.name().equalsIgnoreCase(column))) {
            throw SqlErrors.of(1060, "Duplicate column name '" + column + "'");
        }
        ColumnType type = ColumnType.read(tokens);
        StringBuilder line = new StringBuilder(Sql.name(column) + " " + type.engine());
        boolean nullable = true;
        String key = "";
        String defaultText = null;
        String sequence = null;
        while (!tokens.peek().isSymbol(",") && !tokens.peek().isSymbol(")") && !tokens.atEnd()) {
            if (tokens.skip("NOT", "NULL")) {
                nullable = false;
            } else if (tokens.skip("NULL")) {
                nullable = true;
            } else if (tokens.skip("DEFAULT")) {
                defaultText = defaultOf(line, type);
            } else if (tokens.skip("AUTO_INCREMENT")) {
                sequence = Sql.name(name.database(), "~" + name.table() + "." + column);
                line.append(" DEFAULT nextval(").append(Sql.text(sequence)).append(')');
                nullable = false;
            } else if (tokens.skip("PRIMARY", "KEY")) {
                key = "PRI";
                unique("PRIMARY KEY", List.of(column));
            } else if (tokens.skip("UNIQUE")) {
                tokens.skip("KEY");
                key = key.isEmpty() ? "UNI" : key;
                unique("UNIQUE", List.of(column));
            } else if (tokens.skip("COMMENT")) {
                tokens.text();
            } else if (tokens.skip("ON", "UPDATE")) {
                moment();
            } else if (!tokens.skip("KEY") && !tokens.skip("SPARSE") && !tokens.skip("SERIES", "TIMESTAMP")) {
                throw tokens.unexpected();
            }
        }
        if (!nullable) {
            line.append(" NOT NULL");
        }
        if (type.length() >= 0) {
            line.append(" CHECK (length(")
                    .append(Sql.name(column))
                    .append(") <= ")
                    .append(type.length())
                    .append(')');
        }
        boolean mayBeNull = nullable && !key.equals("PRI");
        columns.add(new ColumnDefinition(column, type, mayBeNull, key, defaultText, sequence));
        lines.add(line.toString());
        return line.toString();
    }

    private @Nullable String defaultOf(StringBuilder line, ColumnType type) {
        Token token = tokens.peek();
        if (token.is("CURRENT_TIMESTAMP") || token.is("NOW")) {
            moment();
            line.append(" DEFAULT CAST(now() AS ").append(type.engine()).append(')');
            return "CURRENT_TIMESTAMP";
        }
        String sign = tokens.skipSymbol("-") ? "-" : "";
        Token value = tokens.next();
        switch (value.kind()) {
            case TEXT ->
                line.append(
                        type.engine().equals("BLOB")
                                ? " DEFAULT encode(" + value.sql() + ")"
                                : " DEFAULT " + value.sql());
            case NUMBER -> line.append(" DEFAULT ").append(sign).append(value.sql());
            case WORD -> {
                switch (value.text().toUpperCase(Locale.ROOT)) {
                    case "NULL" -> {
                        return null;
                    }
                    case "TRUE" -> line.append(" DEFAULT 1");
                    case "FALSE" -> line.append(" DEFAULT 0");
                    default -> throw tokens.unexpected();
                }
            }
            default -> throw tokens.unexpected();
        }
        return value.is("TRUE") ? "1" : value.is("FALSE") ? "0" : sign + value.text();
    }

    private void moment() {
        if (!tokens.skip("CURRENT_TIMESTAMP") && !tokens.skip("NOW")) {
            throw tokens.unexpected();
        }
        if (tokens.skipSymbol("(")) {
            tokens.until(")");
            tokens.expectSymbol(")");
        }
    }

    private void key() {
        if (tokens.skip("CONSTRAINT") && !KEYS.contains(tokens.peek().keyword())) {
            tokens.name();
        }
        if (tokens.skip("PRIMARY", "KEY")) {
            List<String> names = keyColumns();
            unique("PRIMARY KEY", names);
            mark(names, "PRI");
        } else if (tokens.skip("UNIQUE")) {
            if (!tokens.skip("KEY")) {
                tokens.skip("INDEX");
            }
            List<String> names = keyColumns();
            unique("UNIQUE", names);
            mark(names, names.size() == 1 ? "UNI" : "MUL");
        } else if (tokens.skip("SHARD") || tokens.skip("SORT") || tokens.skip("FULLTEXT")) {
            if (!tokens.skip("KEY")) {
                tokens.skip("INDEX");
            }
            mark(keyColumns(), "MUL");
        } else if (tokens.skip("KEY") || tokens.skip("INDEX")) {
            mark(keyColumns(), "MUL");
        } else {
            throw tokens.unexpected();
        }
    }

    private List<String> keyColumns() {
        if (tokens.peek().isName() && !tokens.peek().is("USING")) {
            tokens.name();
        }
        List<String> names = new ArrayList<>();
        tokens.expectSymbol("(");
        while (!tokens.skipSymbol(")")) {
            names.add(tokens.name());
            if (tokens.skipSymbol("(")) {
                tokens.until(")");
                tokens.expectSymbol(")");
            }
            if (!tokens.skip("ASC")) {
                tokens.skip("DESC");
            }
            tokens.skipSymbol(",");
        }
        if (tokens.skip("USING")) {
            tokens.skip("CLUSTERED");
            tokens.next();
        }
        return names;
    }

    private void unique(String kind, List<String> names) {
        if (kind.startsWith("PRIMARY")) {
            if (primary) {
                throw SqlErrors.of(1068, "Multiple primary key defined");
            }
            primary = true;
        }
        uniques.add(
                kind + " (" + String.join(", ", names.stream().map(Sql::name).toList()) + ")");
    }

    private void mark(List<String> names, String key) {
        for (String wanted : names) {
            int index = 0;
            while (index < columns.size() && !columns.get(index).name().equalsIgnoreCase(wanted)) {
                index++;
            }
            if (index == columns.size()) {
                throw SqlErrors.of(1072, "Key column '" + wanted + "' doesn't exist in table");
            }
            ColumnDefinition column = columns.get(index);
            columns.set(index, key.equals("MUL") && !column.key().isEmpty() ? column : column.withKey(key));
        }
    }

    private void options() {
        while (!tokens.atEnd()) {
            tokens.skipSymbol(",");
            tokens.skip("DEFAULT");
            String option = tokens.peek().keyword();
            if (tokens.skip("CHARACTER", "SET")) {
                tokens.skipSymbol("=");
            } else if (OPTIONS.contains(option) || option.startsWith("AUTOSTATS")) {
                tokens.next();
                tokens.skipSymbol("=");
            } else {
                throw tokens.unexpected();
            }
            tokens.next();
        }
    }
}
