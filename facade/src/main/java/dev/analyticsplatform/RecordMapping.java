package dev.analyticsplatform;

import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Maps named values to a record. One instance a record class, made once and cached. */
final class RecordMapping<R extends Record> {

    private static final ClassValue<RecordMapping<?>> CACHE = new ClassValue<>() {
        @Override
        protected RecordMapping<?> computeValue(Class<?> type) {
            return new RecordMapping<>(type.asSubclass(Record.class));
        }
    };

    private static final Set<Class<?>> TYPES = Set.of(
            Object.class,
            Boolean.class,
            Integer.class,
            Long.class,
            Double.class,
            BigDecimal.class,
            BigInteger.class,
            String.class,
            UUID.class,
            Instant.class,
            OffsetDateTime.class,
            LocalDate.class,
            LocalTime.class,
            LocalDateTime.class,
            byte[].class,
            List.class,
            Map.class);

    private final Constructor<R> constructor;
    private final RecordComponent[] components;

    private RecordMapping(Class<R> type) {
        this.components = type.getRecordComponents();
        for (RecordComponent component : components) {
            Class<?> boxed = boxed(component.getType());
            if (!boxed.isRecord() && !TYPES.contains(boxed)) {
                throw new IllegalArgumentException("the component " + component.getName() + " of the record "
                        + type.getName() + " has the type "
                        + component.getType().getName()
                        + ", which cannot be read from a row; see Row.as for the types");
            }
        }
        var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            this.constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException("a record has a canonical constructor", impossible);
        }
    }

    @SuppressWarnings("unchecked")
    static <R extends Record> RecordMapping<R> of(Class<R> type) {
        return (RecordMapping<R>) CACHE.get(type);
    }

    R map(Map<String, @Nullable Object> values, RowShape shape) {
        var arguments = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            arguments[i] = argument(components[i], values, shape);
        }
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException refused) {
            throw shape.error(
                    "the record " + constructor.getDeclaringClass().getSimpleName() + " refused the row: "
                            + refused.getCause(),
                    refused.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    constructor.getDeclaringClass() + " cannot be made from a row; is it abstract or not open?", e);
        }
    }

    private @Nullable Object argument(RecordComponent component, Map<String, @Nullable Object> values, RowShape shape) {
        String name = component.getName();
        String column = values.containsKey(name) ? name : snakeCase(name);
        if (!values.containsKey(column)) {
            shape.requireKnown(name, column);
        }
        Object value = values.get(column);
        Class<?> type = component.getType();
        if (value == null) {
            if (type.isPrimitive()) {
                throw shape.error("column " + column + " is NULL, but the record component is a primitive", null);
            }
            return null;
        }
        if (type.isRecord() && value instanceof Map<?, ?> nested) {
            @SuppressWarnings("unchecked")
            var map = (Map<String, @Nullable Object>) nested;
            return of(type.asSubclass(Record.class))
                    .map(map, new RowShape(List.copyOf(map.keySet()), List.of(), shape.context()));
        }
        return shape.convert(column, value, boxed(type));
    }

    private static Class<?> boxed(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
