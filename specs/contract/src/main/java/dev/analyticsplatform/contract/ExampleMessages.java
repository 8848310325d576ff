package dev.analyticsplatform.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.ByteString;

/** Whole messages made of a document's examples. */
final class ExampleMessages {
    private ExampleMessages() {}

    static ApiRequest request(ApiOperation operation) {
        SecurityCheck security = new SecurityCheck(Place.root(operation.place().root()));
        Map<String, List<String>> headers = new LinkedHashMap<>(security.placeholders(operation));
        List<String> query = new ArrayList<>();
        security.queryPlaceholders(operation).forEach(name -> query.add(Percent.encode(name) + "=example"));
        String path = operation.pathTemplate();
        for (ApiParameter parameter : operation.parameters()) {
            List<String> values = texts(parameter.example());
            switch (parameter.in()) {
                case PATH ->
                    path = path.replace("{" + parameter.name() + "}", Percent.encode(String.join(",", values)));
                case QUERY -> query(operation, parameter, query);
                case HEADER -> headers.put(parameter.name(), List.of(String.join(",", values)));
                case COOKIE ->
                    headers.merge(
                            "Cookie",
                            List.of(parameter.name() + "=" + String.join(",", values)),
                            (one, two) -> List.of(one.get(0) + "; " + two.get(0)));
            }
        }
        String target = operation.basePath() + path + (query.isEmpty() ? "" : "?" + String.join("&", query));
        Optional<JsonNode> example = operation.requestExample();
        if (example.isEmpty()) {
            return new ApiRequest(operation.method(), target, headers, new byte[0]);
        }
        Content content = content(operation.requestContentType().orElseThrow(), example.get(), operation.requestBody());
        headers.put("Content-Type", List.of(content.type()));
        return new ApiRequest(
                operation.method(), target, headers, content.body().toByteArray());
    }

    static ApiResponse response(ApiOperation operation) {
        Map.Entry<Integer, Place> success = Examples.success(operation.responses());
        Map<String, List<String>> headers = new LinkedHashMap<>();
        success.getValue().child("headers").members().forEach((name, header) -> {
            if (header.flag("required")) {
                headers.put(name, List.of(String.join(",", texts(Examples.ofParameter(header)))));
            }
        });
        Optional<Map.Entry<String, Place>> entry = Examples.servedContent(success.getValue());
        if (entry.isEmpty()) {
            return new ApiResponse(success.getKey(), headers, new byte[0]);
        }
        Content content =
                content(entry.get().getKey(), Examples.ofResponse(entry.get().getValue()), success.getValue());
        headers.put("Content-Type", List.of(content.type()));
        return new ApiResponse(success.getKey(), headers, content.body().toByteArray());
    }

    private record Content(String type, ByteString body) {}

    private static Content content(String type, JsonNode example, Place message) {
        if (MediaTypes.multipart(type)) {
            return multipart(type, example, message.child("content").child(type).child("schema"));
        } else if (MediaTypes.form(type)) {
            List<String> pairs = new ArrayList<>();
            example.properties()
                    .forEach(field -> texts(field.getValue())
                            .forEach(value -> pairs.add(Percent.encode(field.getKey()) + "=" + Percent.encode(value))));
            return new Content(type, ByteString.encodeUtf8(String.join("&", pairs)));
        }
        // A range is no type that a message can have.
        String sent = type.contains("*") ? "application/octet-stream" : type;
        boolean text = example.isTextual() && !MediaTypes.json(type);
        return new Content(
                sent, text ? ByteString.encodeUtf8(example.asText()) : ByteString.of(JsonTree.write(example)));
    }

    private static Content multipart(String type, JsonNode example, Place schema) {
        MultipartBody.Builder form = new MultipartBody.Builder("example").setType(MediaType.get(type));
        example.properties().forEach(field -> {
            Place property = schema.child("properties").child(field.getKey());
            boolean file = property.text("format").equals("binary")
                    || property.child("items").text("format").equals("binary");
            for (JsonNode part : field.getValue().isArray() ? field.getValue() : List.of(field.getValue())) {
                form.addFormDataPart(
                        field.getKey(),
                        file ? "example" : null,
                        part.isContainerNode()
                                ? RequestBody.create(JsonTree.write(part), MediaType.get("application/json"))
                                : RequestBody.create(part.asText(), null));
            }
        });
        MultipartBody body = form.build();
        Buffer buffer = new Buffer();
        try {
            body.writeTo(buffer);
        } catch (IOException e) {
            throw new UncheckedIOException("A form was not written to memory", e);
        }
        return new Content(body.contentType().toString(), buffer.readByteString());
    }

    private static void query(ApiOperation operation, ApiParameter parameter, List<String> query) {
        Place place = operation.parameterPlaces().stream()
                .filter(other -> other.text("in").equals("query"))
                .filter(other -> other.text("name").equals(parameter.name()))
                .findFirst()
                .orElseThrow();
        String style = place.text("style");
        JsonNode example = parameter.example();
        if (example.isObject()) {
            example.properties().forEach(member -> {
                String name =
                        style.equals("deepObject") ? parameter.name() + "[" + member.getKey() + "]" : member.getKey();
                query.add(Percent.encode(name) + "="
                        + Percent.encode(member.getValue().asText()));
            });
            return;
        }
        boolean explode = place.node().path("explode").asBoolean(style.isEmpty() || style.equals("form"));
        String separator = style.equals("spaceDelimited") ? " " : style.equals("pipeDelimited") ? "|" : ",";
        List<String> values = texts(example);
        for (String value : explode ? values : List.of(String.join(separator, values))) {
            query.add(Percent.encode(parameter.name()) + "=" + Percent.encode(value));
        }
    }

    private static List<String> texts(JsonNode value) {
        List<String> texts = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(item -> texts.add(text(item)));
        } else {
            texts.add(text(value));
        }
        return texts;
    }

    private static String text(JsonNode value) {
        return value.isContainerNode() ? value.toString() : value.asText();
    }
}
