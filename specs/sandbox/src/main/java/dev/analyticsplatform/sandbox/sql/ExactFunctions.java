package dev.analyticsplatform.sandbox.sql;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBScalarFunctionBuilder;
import org.jspecify.annotations.Nullable;

/** The engine reads a JSON decimal as a double; these functions read documents where that would lose digits. */
final class ExactFunctions {
    /** Returns the document with each decimal turned into text, which the engine converts exactly. */
    static final String DECIMALS_AS_TEXT = "\"~decimals_as_text\"";

    /** Returns a member of the document as the JSON text it is; NULL if it is null or absent. */
    static final String MEMBER = "\"~member\"";

    private ExactFunctions() {}

    static void register(Connection connection) throws SQLException {
        try (DuckDBScalarFunctionBuilder function = DuckDBFunctions.scalarFunction()) {
            function.withName("~decimals_as_text")
                    .withParameter(DuckDBColumnType.VARCHAR)
                    .withReturnType(DuckDBColumnType.VARCHAR)
                    .withNullInNullOut()
                    .withFunction(ExactFunctions::decimalsAsText)
                    .register(connection);
        }
        try (DuckDBScalarFunctionBuilder function = DuckDBFunctions.scalarFunction()) {
            function.withName("~member")
                    .withParameters(DuckDBColumnType.VARCHAR, DuckDBColumnType.VARCHAR)
                    .withReturnType(DuckDBColumnType.VARCHAR)
                    .withNullInNullOut()
                    .withFunction(ExactFunctions::member)
                    .register(connection);
        }
    }

    static String decimalsAsText(String document) {
        StringWriter text = new StringWriter(document.length() + 16);
        try (JsonParser in = ExactJson.MAPPER.createParser(document);
                JsonGenerator out = ExactJson.MAPPER.createGenerator(text)) {
            while (in.nextToken() != null) {
                if (in.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
                    out.writeString(in.getText());
                } else {
                    out.copyCurrentEventExact(in);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    static @Nullable String member(String document, String name) {
        StringWriter text = new StringWriter();
        try (JsonParser in = ExactJson.MAPPER.createParser(document);
                JsonGenerator out = ExactJson.MAPPER.createGenerator(text)) {
            in.nextToken();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = in.currentName().equals(name);
                JsonToken value = in.nextToken();
                if (!wanted) {
                    in.skipChildren();
                } else if (value == JsonToken.VALUE_NULL) {
                    return null;
                } else {
                    out.copyCurrentStructureExact(in);
                    out.flush();
                    return text.toString();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return null;
    }
}
