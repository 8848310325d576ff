package @package@;

import com.google.gson.Gson;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Objects;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Converter;
import retrofit2.Retrofit;
import retrofit2.converter.gson.GsonConverterFactory;
import retrofit2.http.Headers;
import retrofit2.http.Part;

/** JSON through Gson; but text where the document says text, and null for a body that is empty. */
final class BodyConverterFactory extends Converter.Factory {
  private static final MediaType TEXT = Objects.requireNonNull(MediaType.parse("text/plain; charset=utf-8"));

  private final GsonConverterFactory json;

  BodyConverterFactory(Gson gson) {
    json = GsonConverterFactory.create(gson);
  }

  @Override
  public @Nullable Converter<ResponseBody, ?> responseBodyConverter(
      Type type, Annotation[] annotations, Retrofit retrofit) {
    Converter<ResponseBody, ?> fromJson = json.responseBodyConverter(type, annotations, retrofit);
    if (fromJson == null) {
      return null;
    }
    return body -> {
      try (body) {
        if (body.source().exhausted()) {
          return null;
        }
        if (type == String.class && !isJson(body.contentType())) {
          return body.string();
        }
        return fromJson.convert(body);
      }
    };
  }

  @Override
  public @Nullable Converter<?, RequestBody> requestBodyConverter(
      Type type, Annotation[] parameterAnnotations, Annotation[] methodAnnotations, Retrofit retrofit) {
    if (type instanceof Class<?> raw && isPart(parameterAnnotations) && isPlain(raw)) {
      return value -> RequestBody.create(text(value), TEXT);
    }
    if (type == String.class && sendsText(methodAnnotations)) {
      return value -> RequestBody.create(text(value), TEXT);
    }
    return json.requestBodyConverter(type, parameterAnnotations, methodAnnotations, retrofit);
  }

  @Override
  public @Nullable Converter<?, String> stringConverter(Type type, Annotation[] annotations, Retrofit retrofit) {
    return type == OffsetDateTime.class ? BodyConverterFactory::text : null;
  }

  private static String text(Object value) {
    return value instanceof OffsetDateTime time ? Adapters.DateTime.text(time) : value.toString();
  }

  private static boolean isJson(@Nullable MediaType type) {
    return type == null || type.subtype().toLowerCase(Locale.ROOT).endsWith("json");
  }

  /** A value that a multipart form carries as text: what is neither a model nor a collection. */
  private static boolean isPlain(Class<?> type) {
    return type == String.class
        || type == Boolean.class
        || Number.class.isAssignableFrom(type)
        || type.getPackageName().equals("java.time")
        || type.getPackageName().equals("java.util")
        || type.getPackageName().equals("java.net");
  }

  private static boolean isPart(Annotation[] annotations) {
    for (Annotation annotation : annotations) {
      if (annotation instanceof Part) {
        return true;
      }
    }
    return false;
  }

  private static boolean sendsText(Annotation[] annotations) {
    for (Annotation annotation : annotations) {
      if (annotation instanceof Headers headers) {
        for (String header : headers.value()) {
          if (header.toLowerCase(Locale.ROOT).startsWith("content-type: text/")) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
