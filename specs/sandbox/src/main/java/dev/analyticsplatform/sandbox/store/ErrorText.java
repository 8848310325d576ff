package dev.analyticsplatform.sandbox.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import java.util.Map;

/**
 * An error as data. Immutable.
 *
 * @param status the HTTP status
 * @param type the vendor's name for this kind of error
 * @param message the text; {@code {name}} stands for the path parameter or the identifier of that name
 * @param details further members of the vendor's error form, as a JSON object
 */
public record ErrorText(int status, String type, String message, String details) {
    /** Makes an error without further members. */
    public ErrorText(int status, String type, String message) {
        this(status, type, message, "{}");
    }

    /** Fills in the names. */
    public Refusal with(Map<String, String> names) {
        String text = message;
        for (Map.Entry<String, String> name : names.entrySet()) {
            text = text.replace("{" + name.getKey() + "}", name.getValue());
        }
        ObjectNode members = Json.object(details);
        return new Refusal(status, type, text, members);
    }
}
