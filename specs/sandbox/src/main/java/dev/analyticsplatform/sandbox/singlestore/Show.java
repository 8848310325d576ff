package dev.analyticsplatform.sandbox.singlestore;

import dev.analyticsplatform.sandbox.singlestore.Databases.TableName;
import java.util.List;
import java.util.Set;

/** SHOW, DESCRIBE and DESC, as queries on the catalog. For one thread. */
final class Show {
    /** What the vendor shows and the sandbox does not, so that it is not called faulty. */
    private static final Set<String> MISSING = Set.of(
            "CREATE",
            "GRANTS",
            "INDEX",
            "INDEXES",
            "KEYS",
            "PIPELINES",
            "PROCEDURES",
            "FUNCTIONS",
            "STATUS",
            "TABLE",
            "USERS");

    private static final String CATALOG = Sql.name(Translator.INFORMATION) + ".";

    private final String text;
    private final Tokens tokens;
    private final Translator.Context context;
    private final Databases databases;
    private final List<Running> running;

    Show(String text, Tokens tokens, Translator.Context context, Databases databases, List<Running> running) {
        this.text = text;
        this.tokens = tokens;
        this.context = context;
        this.databases = databases;
        this.running = running;
    }

    /** Returns the query that shows what is asked for. */
    Statement query() {
        String sql = tokens.next().is("SHOW") ? show() : columns(TableName.read(tokens, context.database()), false);
        tokens.expectEnd();
        return Statement.of(text, context.database(), sql);
    }

    private String show() {
        boolean full = tokens.skip("FULL");
        if (tokens.skip("DATABASES") || tokens.skip("SCHEMAS")) {
            return "SELECT SCHEMA_NAME AS \"Database\" FROM " + CATALOG + "schemata WHERE true" + like("SCHEMA_NAME")
                    + " ORDER BY 1";
        } else if (tokens.skip("TABLES")) {
            return tables(full);
        } else if (tokens.skip("COLUMNS") || tokens.skip("FIELDS")) {
            from();
            TableName name = TableName.read(tokens, context.database());
            return columns(
                    tokens.skip("FROM") || tokens.skip("IN") ? new TableName(tokens.name(), name.table()) : name, full);
        } else if (tokens.skip("PROCESSLIST")) {
            return processes();
        } else if (tokens.skip("VARIABLES")) {
            return variables();
        } else if (MISSING.contains(tokens.peek().keyword())) {
            throw SqlErrors.notSupported("SHOW " + tokens.peek().keyword());
        }
        throw tokens.unexpected();
    }

    private void from() {
        if (!tokens.skip("IN")) {
            tokens.expect("FROM");
        }
    }

    private String like(String column) {
        return tokens.skip("LIKE") ? " AND " + column + " LIKE " + Sql.text(tokens.text()) : "";
    }

    private String tables(boolean full) {
        String database = context.database();
        if (tokens.skip("FROM") || tokens.skip("IN")) {
            database = tokens.name();
        }
        if (database == null) {
            throw SqlErrors.noDatabaseSelected();
        }
        databases.requireDatabase(database);
        return "SELECT TABLE_NAME AS " + Sql.name("Tables_in_" + database)
                + (full ? ", TABLE_TYPE AS \"Table_type\"" : "")
                + " FROM " + CATALOG + "tables WHERE TABLE_SCHEMA = " + Sql.text(database) + like("TABLE_NAME")
                + " ORDER BY 1";
    }

    private String columns(TableName name, boolean full) {
        databases.require(name);
        return "SELECT COLUMN_NAME AS \"Field\", COLUMN_TYPE AS \"Type\""
                + (full ? ", NULL AS \"Collation\"" : "")
                + ", IS_NULLABLE AS \"Null\", COLUMN_KEY AS \"Key\", COLUMN_DEFAULT AS \"Default\", EXTRA AS \"Extra\""
                + (full ? ", 'select,insert,update' AS \"Privileges\", '' AS \"Comment\"" : "")
                + " FROM " + CATALOG + "columns WHERE TABLE_SCHEMA = " + Sql.text(name.database())
                + " AND TABLE_NAME = " + Sql.text(name.table()) + like("COLUMN_NAME") + " ORDER BY ORDINAL_POSITION";
    }

    private String processes() {
        StringBuilder rows = new StringBuilder();
        for (Running each : running) {
            rows.append(rows.isEmpty() ? "" : ", ")
                    .append("(CAST(" + each.id() + " AS BIGINT), " + Sql.text(each.user()) + ", 'localhost', "
                            + (each.database() == null ? "NULL" : Sql.text(each.database())) + ", 'Query', "
                            + "CAST(" + each.seconds(context.now()) + " AS BIGINT), 'executing', "
                            + Sql.text(each.sql()) + ")");
        }
        String values = rows.isEmpty() ? "(0::BIGINT, '', '', '', '', 0::BIGINT, '', '')" : rows.toString();
        return "SELECT * FROM (VALUES " + values
                + ") AS p(\"Id\", \"User\", \"Host\", \"db\", \"Command\", \"Time\", \"State\", \"Info\")"
                + (rows.isEmpty() ? " WHERE false" : " ORDER BY 1");
    }

    private String variables() {
        StringBuilder rows = new StringBuilder();
        Dialect.VARIABLES.forEach((name, value) ->
                rows.append(rows.isEmpty() ? "" : ", ").append("(" + Sql.text(name) + ", " + Sql.text(value) + ")"));
        return "SELECT * FROM (VALUES " + rows + ") AS v(\"Variable_name\", \"Value\") WHERE true"
                + like("\"Variable_name\"") + " ORDER BY 1";
    }
}
