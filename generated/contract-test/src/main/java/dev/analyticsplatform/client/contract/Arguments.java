package dev.analyticsplatform.client.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.Gson;
import dev.analyticsplatform.contract.ApiOperation;
import dev.analyticsplatform.contract.ApiParameter;
import dev.analyticsplatform.contract.ApiParameter.In;
import java.lang.annotation.Annotation;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import retrofit2.http.Body;
import retrofit2.http.Field;
import retrofit2.http.Header;
import retrofit2.http.Part;
import retrofit2.http.Path;
import retrofit2.http.Query;
import retrofit2.http.QueryMap;

/** The arguments of a generated method, made of the document's examples. */
final class Arguments {
    private final ApiOperation operation;
    private final Gson gson;
    private final Set<ApiParameter> used = new HashSet<>();
    private final List<String> faults = new ArrayList<>();

    private Arguments(ApiOperation operation, Gson gson) {
        this.operation = operation;
        this.gson = gson;
    }

    /**
     * What to call a method with.
     *
     * @param values the arguments
     * @param faults what the method has and the document has not, or the other way round
     */
    record Made(List<@Nullable Object> values, List<String> faults) {}

    static Made of(GeneratedMethod method, ApiOperation operation, Gson gson) {
        Arguments arguments = new Arguments(operation, gson);
        List<@Nullable Object> values = new ArrayList<>();
        boolean body = false;
        for (Parameter parameter : method.method().getParameters()) {
            Annotation place = parameter.getAnnotations()[0];
            body |= place instanceof Body || place instanceof Part || place instanceof Field;
            values.add(arguments.value(parameter, place));
        }
        for (ApiParameter parameter : operation.parameters()) {
            if (!arguments.used.contains(parameter)) {
                arguments.faults.add("the method has no parameter for " + parameter.in() + " " + parameter.name());
            }
        }
        if (body != operation.requestExample().isPresent()) {
            arguments.faults.add(body ? "the document has no body" : "the method takes no body");
        }
        return new Made(values, arguments.faults);
    }

    private @Nullable Object value(Parameter parameter, Annotation place) {
        Type type = parameter.getParameterizedType();
        if (place instanceof Path path) {
            return convert(find(In.PATH, path.value()), type);
        } else if (place instanceof Query query) {
            return convert(find(In.QUERY, query.value()), type);
        } else if (place instanceof QueryMap) {
            return convert(find(In.QUERY, parameter.getName()), type);
        } else if (place instanceof Header header) {
            return convert(find(In.HEADER, header.value()), type);
        } else if (place instanceof Body) {
            return convert(operation.requestExample().orElse(null), type);
        } else if (place instanceof Part part) {
            return part(member(part.value().isEmpty() ? parameter.getName() : part.value()), type);
        } else if (place instanceof Field field) {
            return convert(example(member(field.value())), type);
        }
        faults.add(
                "a parameter stands at " + place.annotationType().getSimpleName() + ", which this test does not know");
        return null;
    }

    private @Nullable JsonNode find(In in, String name) {
        for (ApiParameter parameter : operation.parameters()) {
            if (parameter.in() == in && parameter.name().equals(name)) {
                used.add(parameter);
                return parameter.example();
            }
        }
        faults.add("the document has no parameter " + in + " " + name);
        return null;
    }

    private @Nullable Object convert(@Nullable JsonNode example, Type type) {
        if (example == null) {
            return null;
        }
        if (type == RequestBody.class) {
            String text = example.isTextual() ? example.asText() : example.toString();
            return RequestBody.create(
                    text.getBytes(StandardCharsets.UTF_8),
                    operation.requestContentType().map(MediaType::get).orElseThrow());
        }
        if (type == String.class && example.isArray()) {
            StringJoiner joined = new StringJoiner(",");
            example.forEach(item -> joined.add(item.asText()));
            return joined.toString();
        }
        return gson.fromJson(example.toString(), type);
    }

    /**
     * A member of a form, with its name in the document: that of a file is known as a parameter name only, which may
     * have been made fit for Java.
     */
    private Map.@Nullable Entry<String, JsonNode> member(String name) {
        JsonNode form = operation.requestExample().orElse(null);
        if (form != null) {
            for (var member : form.properties()) {
                if (sameName(member.getKey(), name)) {
                    return member;
                }
            }
        }
        faults.add("the form of the document has no " + name);
        return null;
    }

    private static @Nullable JsonNode example(Map.@Nullable Entry<String, JsonNode> member) {
        return member == null ? null : member.getValue();
    }

    private @Nullable Object part(Map.@Nullable Entry<String, JsonNode> member, Type type) {
        if (member == null) {
            return null;
        }
        JsonNode example = member.getValue();
        if (type == MultipartBody.Part.class) {
            return file(member.getKey(), example);
        }
        if (example.isArray() && type.getTypeName().contains("MultipartBody")) {
            List<MultipartBody.Part> parts = new ArrayList<>();
            example.forEach(item -> parts.add(file(member.getKey(), item)));
            return parts;
        }
        return convert(example, type);
    }

    private static MultipartBody.Part file(String name, JsonNode content) {
        return MultipartBody.Part.createFormData(
                name, name + ".bin", RequestBody.create(content.asText().getBytes(StandardCharsets.UTF_8)));
    }

    /** Whether a name in Java can be that of the document. */
    static boolean sameName(String documented, String java) {
        return plain(documented).equals(plain(java));
    }

    private static String plain(String name) {
        return name.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT);
    }
}
