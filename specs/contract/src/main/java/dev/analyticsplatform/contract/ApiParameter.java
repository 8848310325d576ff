package dev.analyticsplatform.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Objects;

/**
 * A parameter of an operation, with a value to try it with.
 *
 * @param name the name as the document writes it
 * @param in where the parameter travels
 * @param required whether a request without it is refused
 * @param example the document's example; where it has none, a value made from the schema
 */
public record ApiParameter(String name, In in, boolean required, JsonNode example) {
    /** Where a parameter travels. */
    public enum In {
        /** In the path. */
        PATH,
        /** In the query. */
        QUERY,
        /** In a header field. */
        HEADER,
        /** In the {@code Cookie} header field. */
        COOKIE;

        static In of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * Checks that nothing is null.
     *
     * @param name the name
     * @param in where the parameter travels
     * @param required whether it must be there
     * @param example a value to try it with
     */
    public ApiParameter {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(in, "in");
        Objects.requireNonNull(example, "example");
    }
}
