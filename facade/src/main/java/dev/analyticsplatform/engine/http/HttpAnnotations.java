package dev.analyticsplatform.engine.http;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import retrofit2.http.DELETE;
import retrofit2.http.GET;
import retrofit2.http.HEAD;
import retrofit2.http.HTTP;
import retrofit2.http.OPTIONS;
import retrofit2.http.PATCH;
import retrofit2.http.POST;
import retrofit2.http.PUT;
import retrofit2.http.Streaming;

/** Reads the annotations of a Retrofit method. */
final class HttpAnnotations {

    private HttpAnnotations() {}

    /** The path template, with a fixed query if it has one; null if the path is a parameter. */
    static @Nullable String path(Method method) {
        for (var annotation : method.getAnnotations()) {
            var path = path(annotation);
            if (!path.isEmpty()) {
                return path;
            }
        }
        return null;
    }

    private static String path(Annotation annotation) {
        if (annotation instanceof GET get) {
            return get.value();
        } else if (annotation instanceof POST post) {
            return post.value();
        } else if (annotation instanceof PUT put) {
            return put.value();
        } else if (annotation instanceof DELETE delete) {
            return delete.value();
        } else if (annotation instanceof PATCH patch) {
            return patch.value();
        } else if (annotation instanceof HEAD head) {
            return head.value();
        } else if (annotation instanceof OPTIONS options) {
            return options.value();
        }
        return annotation instanceof HTTP http ? http.path() : "";
    }

    static boolean streaming(Method method) {
        return method.isAnnotationPresent(Streaming.class);
    }
}
