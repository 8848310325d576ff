package dev.analyticsplatform.sandbox.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A statement for the engine with the values of its parameters.
 *
 * @param sql the statement with numbered parameters, or with {@code ?}
 * @param values the values in the order of their numbers
 */
record Bindings(String sql, List<SqlValue> values) {
    /**
     * Finds each parameter's value; values that no parameter asks for are left over.
     *
     * @throws SqlFailure that names a parameter without a value
     */
    static Bindings named(String sql, Map<String, SqlValue> given) {
        Parameters parameters = Parameters.read(sql, given);
        if (parameters.positional() > 0) {
            throw new SqlFailure(
                    SqlFailure.Kind.BINDING, "The statement has parameters without a name; write :name instead of ?.");
        }
        List<SqlValue> values = new ArrayList<>();
        for (String name : parameters.names()) {
            SqlValue value = given.get(name);
            if (value == null) {
                throw new SqlFailure(SqlFailure.Kind.BINDING, "The parameter :" + name + " has no value.");
            }
            values.add(value);
        }
        return new Bindings(parameters.sql(), values);
    }

    /**
     * Takes the values in the order of the question marks.
     *
     * @throws SqlFailure if there are more or fewer values
     */
    static Bindings positional(String sql, List<SqlValue> given) {
        Parameters parameters = Parameters.read(sql, Map.of());
        if (!parameters.names().isEmpty()) {
            throw new SqlFailure(
                    SqlFailure.Kind.BINDING,
                    "The statement names the parameter :" + parameters.names().get(0) + "; write ? instead.");
        }
        if (parameters.positional() != given.size()) {
            throw new SqlFailure(
                    SqlFailure.Kind.BINDING,
                    "The statement has " + parameters.positional() + " parameters, but " + given.size()
                            + " values were given.");
        }
        return new Bindings(parameters.sql(), List.copyOf(given));
    }

    void bind(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i).value());
        }
    }
}
