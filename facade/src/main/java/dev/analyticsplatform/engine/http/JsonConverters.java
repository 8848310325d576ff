package dev.analyticsplatform.engine.http;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import retrofit2.Converter;
import retrofit2.Retrofit;

/**
 * JSON bodies by Gson, and text where a text is asked for. Unlike Retrofit's own converter it refuses bytes that are
 * not valid in the answer's character set, sends half surrogate pairs as JSON escapes instead of question marks, takes
 * an empty answer as null, and keeps the start of an answer that is not JSON.
 */
final class JsonConverters extends Converter.Factory {

    private static final MediaType JSON = MediaType.get("application/json; charset=UTF-8");
    private static final int EXCERPT = 2048;

    private final Gson gson;

    JsonConverters(Gson gson) {
        this.gson = gson;
    }

    @Override
    public Converter<ResponseBody, ?> responseBodyConverter(Type type, Annotation[] annotations, Retrofit retrofit) {
        TypeAdapter<?> adapter = gson.getAdapter(TypeToken.get(type));
        return body -> type == String.class && !isJson(body) ? text(body) : read(adapter, body);
    }

    @Override
    public Converter<?, RequestBody> requestBodyConverter(
            Type type, Annotation[] parameterAnnotations, Annotation[] methodAnnotations, Retrofit retrofit) {
        return requestConverter(gson.getAdapter(TypeToken.get(type)));
    }

    private <T> Converter<T, RequestBody> requestConverter(TypeAdapter<T> adapter) {
        return value -> {
            var buffer = new Buffer();
            try (var writer = gson.newJsonWriter(new SurrogateEscapingWriter(
                    new OutputStreamWriter(buffer.outputStream(), StandardCharsets.UTF_8)))) {
                adapter.write(writer, value);
            }
            return RequestBody.create(buffer.readByteString(), JSON);
        };
    }

    private static boolean isJson(ResponseBody body) {
        var type = body.contentType();
        return type == null || type.subtype().endsWith("json");
    }

    /** An answer that is text stands for itself. */
    private static String text(ResponseBody body) throws IOException {
        try (body;
                var reader = strictReader(body)) {
            var text = new StringWriter();
            reader.transferTo(text);
            return text.toString();
        }
    }

    private <T> @Nullable T read(TypeAdapter<T> adapter, ResponseBody body) throws IOException {
        try (body) {
            if (body.source().exhausted()) {
                return null;
            }
            var excerpt = excerpt(body);
            var json = gson.newJsonReader(strictReader(body));
            try {
                T value = adapter.read(json);
                if (json.peek() != JsonToken.END_DOCUMENT) {
                    throw new JsonParseException("there is more after the end of the JSON document");
                }
                return value;
            } catch (IOException | RuntimeException e) {
                throw new UnreadableAnswer(excerpt, e);
            }
        }
    }

    /** A reader that throws on bytes which are not valid, where Java's own would put U+FFFD. */
    static Reader strictReader(ResponseBody body) {
        var type = body.contentType();
        Charset declared = type == null ? null : type.charset();
        var decoder = (declared == null ? StandardCharsets.UTF_8 : declared)
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        return new InputStreamReader(body.source().inputStream(), decoder);
    }

    private static String excerpt(ResponseBody body) throws IOException {
        var source = body.source();
        source.request(EXCERPT);
        var start = source.peek().readUtf8(Math.min(EXCERPT, source.getBuffer().size()));
        var text = start.startsWith("\ufeff") ? start.substring(1).strip() : start.strip();
        boolean likeJson = !text.isEmpty() && "{[\"-0123456789tfn".indexOf(text.charAt(0)) >= 0;
        return likeJson ? "" : start;
    }
}
