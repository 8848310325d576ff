package dev.analyticsplatform.client.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.analyticsplatform.contract.ApiRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.MediaType;
import okhttp3.MultipartReader;
import okio.Buffer;

/** Where the parts of a multipart form are not those of an example. */
final class FormDifference {
    private static final Pattern NAME = Pattern.compile("; name=\"([^\"]*)\"");

    private FormDifference() {}

    /** What is lost or altered; a part of JSON is compared as JSON, any other as text. */
    static List<String> between(JsonNode example, ApiRequest request) throws IOException {
        Map<String, List<JsonElement>> sent = parts(request);
        Map<String, List<JsonElement>> expected = new LinkedHashMap<>();
        for (var member : example.properties()) {
            List<JsonElement> values = expected.computeIfAbsent(member.getKey(), name -> new ArrayList<>());
            for (JsonNode value : member.getValue().isArray() ? member.getValue() : List.of(member.getValue())) {
                values.add(value.isContainerNode() ? JsonDifference.gson(value) : new JsonPrimitive(value.asText()));
            }
        }
        List<String> found = new ArrayList<>();
        if (!sent.keySet().equals(expected.keySet())) {
            found.add("the form has parts " + sent.keySet() + " instead of " + expected.keySet());
        }
        expected.forEach((name, values) -> {
            List<JsonElement> parts = sent.getOrDefault(name, List.of());
            if (parts.size() != values.size()) {
                found.add("the form has " + parts.size() + " parts " + name + " instead of " + values.size());
                return;
            }
            for (int i = 0; i < values.size(); i++) {
                for (String difference : JsonDifference.between(values.get(i), parts.get(i))) {
                    found.add("part " + name + difference);
                }
            }
        });
        return found;
    }

    private static Map<String, List<JsonElement>> parts(ApiRequest request) throws IOException {
        String boundary = request.header("Content-Type")
                .map(MediaType::get)
                .map(type -> type.parameter("boundary"))
                .orElseThrow(() -> new IOException("the form has no boundary"));
        Map<String, List<JsonElement>> parts = new LinkedHashMap<>();
        try (MultipartReader reader = new MultipartReader(new Buffer().write(request.body()), boundary)) {
            for (var part = reader.nextPart(); part != null; part = reader.nextPart()) {
                Matcher name = NAME.matcher(String.valueOf(part.headers().get("Content-Disposition")));
                String text = part.body().readUtf8();
                boolean json =
                        String.valueOf(part.headers().get("Content-Type")).contains("json");
                parts.computeIfAbsent(name.find() ? name.group(1) : "without name", unused -> new ArrayList<>())
                        .add(json ? JsonParser.parseString(text) : new JsonPrimitive(text));
            }
        }
        return parts;
    }
}
