package dev.analyticsplatform.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Checks content against its entry in a {@code content} object. */
final class BodyCheck {
    private final SchemaCheck schemas;
    private final FormCheck forms;
    private final boolean unknownMembers;

    BodyCheck(SchemaCheck schemas, boolean unknownMembers) {
        this.schemas = schemas;
        this.unknownMembers = unknownMembers;
        forms = new FormCheck(schemas);
    }

    /**
     * Returns what is wrong with content.
     *
     * @param subject what messages call it
     */
    List<Finding> check(String subject, byte[] body, String contentType, Place content) {
        Place entry = MediaTypes.entry(content, contentType).orElse(null);
        if (entry == null) {
            return List.of(new Finding(
                    subject + " has content type '" + contentType + "', the document has "
                            + content.members().keySet(),
                    content.where()));
        }
        Place schema = entry.child("schema");
        if (MediaTypes.json(contentType)) {
            return json(subject, body, schema);
        } else if (MediaTypes.form(contentType)) {
            return forms.urlEncoded(subject, body, schema);
        } else if (MediaTypes.multipart(contentType)) {
            return forms.multipart(subject, body, contentType, schema);
        } else if (MediaTypes.text(contentType) && TextValues.types(schema).contains("string")) {
            return all(subject, schemas.check(TextNode.valueOf(new String(body, StandardCharsets.UTF_8)), schema));
        }
        return List.of();
    }

    private List<Finding> json(String subject, byte[] body, Place schema) {
        JsonNode value;
        try {
            value = FreeForm.prune(JsonTree.read(body), schema);
        } catch (JsonProcessingException e) {
            String line = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            // The parser's own message quotes the body, and with it perhaps a secret.
            return List.of(new Finding(subject + " is not well-formed JSON" + line, schema.where()));
        } catch (IOException e) {
            return List.of(new Finding(subject + " is not readable: " + e.getMessage(), schema.where()));
        }
        List<SchemaCheck.Finding> findings = new ArrayList<>(schemas.check(value, schema));
        if (unknownMembers && schema.exists()) {
            findings.addAll(UnknownMembers.in(value, schema));
        }
        return all(subject, findings);
    }

    private static List<Finding> all(String subject, List<SchemaCheck.Finding> findings) {
        return findings.stream().map(finding -> Finding.of(subject, finding)).toList();
    }
}
