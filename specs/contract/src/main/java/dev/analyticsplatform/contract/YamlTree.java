package dev.analyticsplatform.contract;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * YAML texts as JSON trees, and back.
 *
 * <p>Only {@code true} and {@code false} are booleans and nothing is a date, as in YAML 1.2; what is written quotes
 * every text that a YAML 1.1 reader, such as the one of Swagger Parser, would take for something else.
 */
final class YamlTree {
    private static final int LARGEST_DOCUMENT = 64 * 1024 * 1024;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final YAMLMapper MAPPER = new YAMLMapper(YAMLFactory.builder()
            .loaderOptions(loaderOptions())
            .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .stringQuotingChecker(new PlainNamesOnly())
            .build());

    private final YAMLParser parser;
    private final Map<String, JsonNode> anchors = new HashMap<>();

    private YamlTree(YAMLParser parser) {
        this.parser = parser;
    }

    /** Throws {@link DocumentException} naming the source and the line if the text is not one YAML object. */
    static ObjectNode read(String source, String yaml) {
        try (YAMLParser parser = MAPPER.getFactory().createParser(yaml)) {
            if (parser.nextToken() != JsonToken.START_OBJECT
                    || !(new YamlTree(parser).value() instanceof ObjectNode object)) {
                throw new DocumentException(source + ": is not a YAML object");
            }
            if (parser.nextToken() != null) {
                throw new DocumentException(source + ": holds more than one YAML document");
            }
            return object;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new DocumentException(source + ", line " + line + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new DocumentException(source + ": " + e.getMessage());
        }
    }

    static String write(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree could not be written as YAML", e);
        }
    }

    private JsonNode value() throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING && parser.isCurrentAlias()) {
            JsonNode anchored = anchors.get(parser.getText());
            if (anchored == null) {
                throw new JsonParseException(
                        parser, "alias *" + parser.getText() + " names no object or array before it");
            }
            return anchored.deepCopy();
        }
        String anchor = parser.getObjectId();
        JsonNode node = switch (parser.currentToken()) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> NODES.textNode(parser.getText());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDecimalValue());
            default -> NODES.nullNode();
        };
        if (anchor != null) {
            anchors.put(anchor, node);
        }
        return node;
    }

    private JsonNode integer() throws IOException {
        return switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            default -> NODES.numberNode(parser.getBigIntegerValue());
        };
    }

    private ObjectNode object() throws IOException {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (name.equals("<<")) {
                throw new JsonParseException(parser, "merge keys (<<) are not supported");
            }
            parser.nextToken();
            object.set(name, value());
        }
        return object;
    }

    private ArrayNode array() throws IOException {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value());
        }
        return array;
    }

    private static LoaderOptions loaderOptions() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LARGEST_DOCUMENT);
        return options;
    }

    /** Leaves only those names bare that no YAML version reads as anything but a text. */
    private static final class PlainNamesOnly extends StringQuotingChecker {
        private static final long serialVersionUID = 1L;
        private static final Pattern PLAIN = Pattern.compile("[A-Za-z_$/][A-Za-z0-9_$./{}-]*");

        @Override
        public boolean needToQuoteName(String name) {
            return isReservedKeyword(name)
                    || name.length() == 1
                    || !PLAIN.matcher(name).matches();
        }

        @Override
        public boolean needToQuoteValue(String value) {
            return true;
        }
    }
}
