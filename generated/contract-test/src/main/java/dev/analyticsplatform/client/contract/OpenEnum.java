package dev.analyticsplatform.client.contract;

import java.lang.reflect.Method;
import java.util.List;

/** What a generated open enum offers, by reflection: its type is known to the client only. */
final class OpenEnum {
    private OpenEnum() {}

    static boolean is(Class<?> type) {
        return !type.isEnum() && method(type, "values") && method(type, "isKnown");
    }

    /** The documented constants; empty if the type is no open enum. */
    static List<?> values(Class<?> type) {
        return is(type) ? (List<?>) invoke(type, "values", null) : List.of();
    }

    static boolean isKnown(Object value) {
        return (Boolean) invoke(value.getClass(), "isKnown", value);
    }

    static Class<?> valueType(Class<?> type) {
        try {
            return type.getMethod("getValue").getReturnType();
        } catch (NoSuchMethodException e) {
            throw new LinkageError(type + " is no open enum", e);
        }
    }

    private static boolean method(Class<?> type, String name) {
        for (Method method : type.getMethods()) {
            if (method.getName().equals(name) && method.getParameterCount() == 0) {
                return true;
            }
        }
        return false;
    }

    @SuppressWarnings("NullAway") // a static method has no receiver
    private static Object invoke(Class<?> type, String name, @org.jspecify.annotations.Nullable Object receiver) {
        try {
            return type.getMethod(name).invoke(receiver);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(type + " is no open enum", e);
        }
    }
}
