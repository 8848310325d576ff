package dev.analyticsplatform.engine.rows;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.MalformedJsonException;
import dev.analyticsplatform.Column;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor wraps around its rows: a JSON object in which one member, at the top or further down, is the list of
 * rows. The reader hands every other member over in the order of the wire, before or after the rows, and asks for a
 * verdict at the end. One object serves one answer.
 */
public interface Envelope {

    /**
     * Where the rows stand: the names of the members that lead to them, outermost first. Each but the last is an
     * object, or a list of results of which only the last has columns. A row is an object, or a list of values in the
     * order of {@link #columns}.
     *
     * @return the names, at least one
     */
    List<String> path();

    /**
     * Takes another member; must consume exactly its value.
     *
     * @param name its name; below the top level with the names that lead to it, as in {@code results.columns}
     * @param value positioned at its value
     * @throws IOException if reading fails
     */
    void member(String name, JsonReader value) throws IOException;

    /**
     * The columns, as far as they are known by now.
     *
     * @return the columns, or empty if the vendor declares none or has not yet
     */
    Optional<List<Column>> columns();

    /**
     * The id of the query, as far as it is known by now.
     *
     * @return the id
     */
    Optional<String> queryId();

    /**
     * Told when the list of rows ends, so that it can be held against what the answer says of itself.
     *
     * @param count how many rows there were in this list
     */
    default void rows(long count) {}

    /**
     * Judges the answer when it is read to its end.
     *
     * @param rows whether the list of rows was there, be it empty
     * @throws dev.analyticsplatform.AnalyticsException if the answer reports an error in spite of HTTP 200
     */
    void end(boolean rows);

    /**
     * Decodes a JSON object within a row, where the vendor dresses other types up as objects.
     *
     * @param members its members
     * @return the value that it stands for; the object itself by default
     */
    default Object object(Map<String, @Nullable Object> members) {
        return members;
    }

    /**
     * Decodes a value at the top level of a row.
     *
     * @param index its position in the row
     * @param column the name of its column
     * @param value the value as JSON has it
     * @return the value; itself by default
     * @throws IOException if the value is not what its column declares
     */
    default @Nullable Object value(int index, String column, @Nullable Object value) throws IOException {
        return value;
    }

    /**
     * The column of a value, for an envelope that decodes by the columns.
     *
     * @param columns the columns
     * @param index the position of the value in its row
     * @param name the name that the row has for it
     * @return the column
     * @throws MalformedJsonException if the row is an object whose members are not the columns in their order
     */
    static Column column(List<Column> columns, int index, String name) throws MalformedJsonException {
        if (index >= columns.size() || !columns.get(index).name().equals(name)) {
            throw new MalformedJsonException("value " + index + " of a row is no value of column " + index);
        }
        return columns.get(index);
    }
}
