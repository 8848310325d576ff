package dev.analyticsplatform.client.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonElement;
import com.google.gson.annotations.SerializedName;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * Compares a type of the client with a schema of the document, member by member: examples use a part of what can be
 * said, this sees all of it.
 */
final class Vocabulary {
    private static final Map<String, String> STRINGS = Map.of(
            "date-time", "java.time.OffsetDateTime",
            "date", "java.time.LocalDate",
            "byte", "byte[]",
            "uuid", "java.util.UUID",
            "uri", "java.net.URI");
    private static final Map<String, String> NUMBERS = Map.of(
            "integer", "java.lang.Integer",
            "integer int64", "java.lang.Long",
            "number", "java.math.BigDecimal",
            "number double", "java.lang.Double",
            "number float", "java.lang.Float");

    private final EffectiveDocument document;
    private final List<String> faults = new ArrayList<>();
    private final Set<String> compared = new HashSet<>();

    private Vocabulary(EffectiveDocument document) {
        this.document = document;
    }

    static List<String> differences(EffectiveDocument document, Type type, JsonNode schema, String at) {
        Vocabulary vocabulary = new Vocabulary(document);
        vocabulary.compare(type, schema, at);
        return vocabulary.faults;
    }

    private void compare(Type type, JsonNode reference, String at) {
        JsonNode schema = only(document.resolve(reference));
        String kind = schema.path("type").asText("");
        Map<String, JsonNode> properties = properties(schema);
        if (type == RequestBody.class || type == MultipartBody.Part.class) {
            return;
        }
        if (schema.has("oneOf") || schema.has("anyOf")) {
            expect(type == JsonElement.class || isAlternatives(type), type, "one of several shapes", at);
        } else if (!properties.isEmpty()) {
            members(type, properties, at);
        } else if (kind.equals("array") && type == String.class && at.endsWith(")")) {
            // A parameter whose items stand in one text, joined by the caller.
            return;
        } else if (kind.equals("array")) {
            Type item = argument(type, Collection.class, 0);
            expect(item != null, type, "an array", at);
            if (item != null) {
                compare(item, schema.path("items"), at + "[]");
            }
        } else if (kind.equals("object") && schema.path("additionalProperties").isObject()) {
            Type value = argument(type, Map.class, 1);
            expect(value != null, type, "a map", at);
            if (value != null) {
                compare(value, schema.path("additionalProperties"), at + "{}");
            }
        } else if (kind.equals("object") || kind.isEmpty()) {
            expect(isFree(type), type, "free-form", at);
        } else if (schema.has("enum")) {
            values(type, schema.path("enum"), at);
        } else {
            scalar(type, kind, schema.path("format").asText(""), at);
        }
    }

    /** The single branch of an allOf, anyOf or oneOf, which documents use to say more about a reference. */
    private JsonNode only(JsonNode schema) {
        for (String composition : List.of("allOf", "anyOf", "oneOf")) {
            if (schema.path(composition).size() == 1 && !schema.has("properties")) {
                return only(document.resolve(schema.path(composition).get(0)));
            }
        }
        return schema;
    }

    private Map<String, JsonNode> properties(JsonNode schema) {
        Map<String, JsonNode> properties = new LinkedHashMap<>();
        schema.path("allOf").forEach(branch -> properties.putAll(properties(document.resolve(branch))));
        schema.path("properties").properties().forEach(member -> properties.put(member.getKey(), member.getValue()));
        return properties;
    }

    private void members(Type type, Map<String, JsonNode> properties, String at) {
        if (!(type instanceof Class<?> model)) {
            expect(false, type, "an object with members", at);
            return;
        }
        if (!compared.add(model.getName() + " "
                + System.identityHashCode(properties.values().iterator().next()))) {
            return;
        }
        Map<String, Field> fields = fields(model);
        Set<String> names = new TreeSet<>(properties.keySet());
        names.addAll(fields.keySet());
        for (String name : names) {
            JsonNode property = properties.get(name);
            Field field = fields.get(name);
            if (property == null) {
                faults.add(at + "." + name + " is not in the document");
            } else if (field == null) {
                faults.add(at + "." + name + " is not in " + model.getSimpleName());
            } else {
                compare(field.getGenericType(), property, at + "." + name);
            }
        }
    }

    static Map<String, Field> fields(Class<?> model) {
        Map<String, Field> fields = new LinkedHashMap<>();
        for (Field field : model.getDeclaredFields()) {
            SerializedName name = field.getAnnotation(SerializedName.class);
            if (name != null) {
                fields.put(name.value(), field);
            }
        }
        return fields;
    }

    private void values(Type type, JsonNode documented, String at) {
        if (type == String.class && at.endsWith(")")) {
            // A parameter with values listed in place; it is a plain string on purpose.
            return;
        }
        Set<String> expected = new TreeSet<>();
        documented.forEach(value -> {
            if (!value.isNull()) {
                expected.add(value.asText());
            }
        });
        Set<String> actual = new TreeSet<>();
        if (type instanceof Class<?> open) {
            OpenEnum.values(open).forEach(value -> actual.add(value.toString()));
        }
        expect(actual.equals(expected), type, "one of " + expected, at);
    }

    private void scalar(Type type, String kind, String format, String at) {
        String expected = switch (kind) {
            case "string" -> STRINGS.getOrDefault(format, "java.lang.String");
            case "boolean" -> "java.lang.Boolean";
            default -> NUMBERS.getOrDefault((kind + " " + format).trim(), NUMBERS.getOrDefault(kind, "nothing known"));
        };
        expect(type.getTypeName().equals(expected), type, (kind + " " + format).trim(), at);
    }

    private static boolean isFree(Type type) {
        return type == JsonElement.class
                || (argument(type, Map.class, 1) instanceof Class<?> value && value == JsonElement.class);
    }

    private static boolean isAlternatives(Type type) {
        try {
            return type instanceof Class<?> holder
                    && JsonElement.class.isAssignableFrom(
                            holder.getMethod("getJson").getReturnType());
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    private static @Nullable Type argument(Type type, Class<?> container, int index) {
        return type instanceof ParameterizedType generic && container.isAssignableFrom((Class<?>) generic.getRawType())
                ? generic.getActualTypeArguments()[index]
                : null;
    }

    private void expect(boolean holds, Type type, String documented, String at) {
        if (!holds) {
            faults.add(at + " is " + type.getTypeName() + " but the document has " + documented);
        }
    }
}
