package dev.analyticsplatform.client.contract;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Map;

/** Goes through JSON along the client's types. */
final class ModelWalk {
    private ModelWalk() {}

    /** Told of each member of each model in the JSON. */
    interface Visitor {
        /** Called for a member that is there. May change it. */
        void member(JsonObject owner, String name, Field field);

        /** Called for each object that is a model, after its members. May change it. */
        default void model(JsonObject object) {}
    }

    static void visit(Type type, JsonElement json, Visitor visitor) {
        if (type instanceof ParameterizedType generic) {
            Class<?> raw = (Class<?>) generic.getRawType();
            Type[] arguments = generic.getActualTypeArguments();
            if (json.isJsonArray() && Collection.class.isAssignableFrom(raw)) {
                json.getAsJsonArray().forEach(item -> visit(arguments[0], item, visitor));
            } else if (json.isJsonObject() && Map.class.isAssignableFrom(raw)) {
                json.getAsJsonObject().asMap().values().forEach(item -> visit(arguments[1], item, visitor));
            }
        } else if (type instanceof Class<?> model && json.isJsonObject()) {
            Map<String, Field> fields = Vocabulary.fields(model);
            JsonObject object = json.getAsJsonObject();
            fields.forEach((name, field) -> {
                if (object.has(name)) {
                    visit(field.getGenericType(), object.get(name), visitor);
                    visitor.member(object, name, field);
                }
            });
            if (!fields.isEmpty()) {
                visitor.model(object);
            }
        }
    }
}
