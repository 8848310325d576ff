package dev.analyticsplatform.sandbox.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Statements of our own: no parameters, small results. */
final class Jdbc {
    /** Work that talks to the engine. */
    interface Work<T> {
        T run() throws SQLException;
    }

    private Jdbc() {}

    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Runs a query; closing the result closes the statement. */
    static ResultSet query(Connection connection, String sql) throws SQLException {
        Statement statement = connection.createStatement();
        try {
            statement.closeOnCompletion();
            return statement.executeQuery(sql);
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }
}
