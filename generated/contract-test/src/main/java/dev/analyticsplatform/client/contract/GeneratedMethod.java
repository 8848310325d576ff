package dev.analyticsplatform.client.contract;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/**
 * A method of a generated interface.
 *
 * @param method the method
 * @param operationId the operation that its annotation names
 * @param safety the safety that its annotation names
 */
record GeneratedMethod(Method method, String operationId, String safety) {
    private static final String ANNOTATION = "Operation";

    static GeneratedMethod of(Method method) {
        for (Annotation annotation : method.getAnnotations()) {
            Class<? extends Annotation> type = annotation.annotationType();
            if (type.getSimpleName().equals(ANNOTATION)) {
                try {
                    return new GeneratedMethod(
                            method,
                            (String) type.getMethod("id").invoke(annotation),
                            type.getMethod("safety").invoke(annotation).toString());
                } catch (ReflectiveOperationException e) {
                    throw new LinkageError(method + " has an annotation that cannot be read", e);
                }
            }
        }
        throw new AssertionError(method + " does not say which operation it calls");
    }

    /** Whether this is the second method of an operation, which hands out the body unread. */
    boolean raw() {
        return method.getName().equals(operationId + "Raw");
    }

    /** Whether this is the second method of an operation, which takes any body. */
    boolean anyBody() {
        return method.getName().equals(operationId + "Body");
    }

    /** What the answer is read into. */
    Type answer() {
        return ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments()[0];
    }

    @Override
    public String toString() {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }
}
