package dev.analyticsplatform.client.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.analyticsplatform.contract.ApiOperation;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the models of a generated client have to keep; the first half of {@link ClientContract}. */
abstract class ModelContract {
    private static final String UNHEARD = "NEVER_HEARD_OF";
    private static final String FREE =
            "{\"min\":-9223372036854775808,\"max\":9223372036854775807,\"odd\":9007199254740993,"
                    + "\"unsigned\":18446744073709551615,\"decimal\":12345678901234567890123456789012345678.90,"
                    + "\"small\":1e-400,\"none\":null,\"list\":[1.10,null,{}],\"text\":\"<a> & \\u2028\"}";

    /** Says which client is tested. */
    protected abstract GeneratedClient client();

    final List<EffectiveDocument> documents() {
        return client().documents().stream().map(EffectiveDocument::named).toList();
    }

    final List<GeneratedMethod> methods(ApiOperation operation) {
        return client().methods().stream()
                .filter(method -> method.operationId().equals(operation.operationId()))
                .toList();
    }

    @Test
    @DisplayName("A value that an enum does not list keeps its text, here and back")
    void unknownEnumValues() {
        Set<Class<?>> enums = enums();
        assertThat(enums).isNotEmpty();
        for (Gson gson : List.of(client().gson(), new Gson())) {
            for (Class<?> type : enums) {
                for (Object constant : OpenEnum.values(type)) {
                    assertThat(OpenEnum.isKnown(constant)).isTrue();
                    assertThat(gson.<Object>fromJson(gson.toJson(constant), type))
                            .isSameAs(constant);
                }
                String json = OpenEnum.valueType(type) == String.class ? "\"" + UNHEARD + "\"" : "987654";
                Object unknown = gson.fromJson(json, type);
                assertThat(OpenEnum.isKnown(unknown)).isFalse();
                assertThat(unknown).hasToString(json.replace("\"", "")).isEqualTo(gson.fromJson(json, type));
                assertThat(gson.toJson(unknown)).isEqualTo(json);
            }
        }
    }

    @Test
    @DisplayName("An answer with enum values and members that the document does not list is read and keeps them")
    void answersOfANewerVendor() {
        int[] changed = new int[2];
        answers((type, answer) -> {
            ModelWalk.visit(type, answer, new ModelWalk.Visitor() {
                @Override
                public void member(JsonObject owner, String name, Field field) {
                    if (OpenEnum.is(field.getType()) && OpenEnum.valueType(field.getType()) == String.class) {
                        owner.addProperty(name, UNHEARD);
                        changed[0]++;
                    }
                }

                @Override
                public void model(JsonObject object) {
                    object.add("never_heard_of", JsonParser.parseString(FREE));
                    changed[1]++;
                }
            });
            assertThat(JsonDifference.between(answer, roundTrip(type, answer))).isEmpty();
            assertThat(new Gson().<Object>fromJson(answer, type)).isNotNull();
        });
        assertThat(changed[0]).isPositive();
        assertThat(changed[1]).isPositive();
    }

    @Test
    @DisplayName("An explicit null is read for any member of any answer")
    void explicitNulls() {
        int[] nulls = new int[1];
        answers((type, answer) -> ModelWalk.visit(type, answer, (owner, name, field) -> {
            JsonElement value = owner.get(name);
            owner.add(name, JsonNull.INSTANCE);
            assertThat(JsonDifference.between(answer, roundTrip(type, answer))).isEmpty();
            owner.add(name, value);
            nulls[0]++;
        }));
        assertThat(nulls[0]).isPositive();
    }

    @Test
    @DisplayName("Free-form values keep every digit and every null")
    void freeFormValuesAreExact() {
        members((model, name, field) -> {
            String value = null;
            if (field.getType() == JsonElement.class) {
                value = FREE;
            } else if (field.getGenericType().getTypeName().contains("JsonElement")) {
                value = holds(field.getGenericType(), FREE);
            }
            if (value != null) {
                String json = "{\"" + name + "\":" + value + "}";
                String back = client().gson().toJson(client().gson().<Object>fromJson(json, model));
                assertThat(JsonParser.parseString(back))
                        .as(model.getSimpleName())
                        .hasToString(JsonParser.parseString(json).toString());
            }
        });
    }

    @Test
    @DisplayName("Numbers and booleans are exact or refused")
    void scalarsAreExact() {
        members((model, name, field) -> {
            if (field.getType() == Long.class) {
                accepts(model, name, "9223372036854775807", "-9223372036854775808", "0", "7.0");
                refuses(
                        model,
                        name,
                        "9223372036854775808",
                        "-9223372036854775809",
                        "1.5",
                        "\"1\"",
                        "true",
                        "1e400000000");
            } else if (field.getType() == Integer.class) {
                accepts(model, name, "2147483647", "-2147483648", "1.0");
                refuses(model, name, "2147483648", "1.5", "\"1\"", "false");
            } else if (field.getType() == Boolean.class) {
                accepts(model, name, "true", "false");
                refuses(model, name, "\"yes\"", "\"true\"", "1");
            } else if (field.getType() == Double.class) {
                accepts(model, name, "0.1", "-1e308");
                refuses(model, name, "1e400", "\"NaN\"", "NaN");
            } else if (field.getType() == String.class) {
                accepts(model, name, "\"\"", "\"1\"");
                refuses(model, name, "1", "true", "{}");
            }
        });
    }

    @Test
    @DisplayName("What is not set is not sent, also no empty list")
    void unsetMembersAreAbsent() throws ReflectiveOperationException {
        for (Class<?> model : modelClasses()) {
            Object empty = model.getDeclaredConstructor().newInstance();
            assertThat(client().gson().toJson(empty)).isEqualTo("{}");
            assertThat(new Gson().toJson(empty)).isEqualTo("{}");
        }
        members((model, name, field) -> {
            if (Collection.class.isAssignableFrom(field.getType())) {
                accepts(model, name, "[]");
            }
        });
    }

    @Test
    @DisplayName("The toString of a model names its members and shows none of their values")
    void toStringShowsNoValue() {
        members((model, name, field) -> {
            if (field.getType() == String.class) {
                Object value = client().gson().fromJson("{\"" + name + "\":\"CANARY\"}", model);
                assertThat(value.toString())
                        .contains(model.getSimpleName(), name)
                        .doesNotContain("CANARY");
            }
        });
    }

    private interface MemberTest {
        void test(Class<?> model, String name, Field field);
    }

    private void members(MemberTest test) {
        for (Class<?> model : modelClasses()) {
            Vocabulary.fields(model).forEach((name, field) -> test.test(model, name, field));
        }
    }

    private List<Class<?>> modelClasses() {
        List<Class<?>> models = new ArrayList<>();
        for (Class<?> type : client().models()) {
            if (!Vocabulary.fields(type).isEmpty()) {
                models.add(type);
            }
        }
        assertThat(models).isNotEmpty();
        return models;
    }

    private Set<Class<?>> enums() {
        Set<Class<?>> enums = new LinkedHashSet<>();
        for (Class<?> type : client().models()) {
            if (OpenEnum.is(type)) {
                enums.add(type);
            }
            for (Class<?> inner : type.getDeclaredClasses()) {
                if (OpenEnum.is(inner)) {
                    enums.add(inner);
                }
            }
        }
        return enums;
    }

    private void answers(BiConsumer<Type, JsonElement> test) {
        for (EffectiveDocument document : documents()) {
            for (ApiOperation operation : document.api().operations()) {
                for (GeneratedMethod method : methods(operation)) {
                    if (!method.raw()
                            && method.answer() != ResponseBody.class
                            && operation.responseExample().isPresent()) {
                        test.accept(
                                method.answer(),
                                JsonDifference.gson(operation.responseExample().get()));
                    }
                }
            }
        }
    }

    private JsonElement roundTrip(Type type, JsonElement json) {
        Object value = client().gson().fromJson(json.toString(), type);
        return JsonParser.parseString(client().gson().toJson(value, type));
    }

    private void accepts(Class<?> model, String name, String... values) {
        for (String value : values) {
            JsonObject json = new JsonObject();
            json.add(name, JsonParser.parseString(value));
            assertThat(JsonDifference.between(json, roundTrip(model, json)))
                    .as(model.getSimpleName())
                    .isEmpty();
        }
    }

    private void refuses(Class<?> model, String name, String... values) {
        for (String value : values) {
            String json = "{\"" + name + "\":" + value + "}";
            assertThatThrownBy(() -> client().gson().fromJson(json, model))
                    .as(model.getSimpleName() + " " + json)
                    .isInstanceOf(JsonParseException.class);
        }
    }

    /** A value of a type that holds JSON somewhere inside lists and maps. */
    private static String holds(Type type, String json) {
        if (!(type instanceof ParameterizedType generic)) {
            return json;
        }
        Type[] arguments = generic.getActualTypeArguments();
        return Map.class.isAssignableFrom((Class<?>) generic.getRawType())
                ? "{\"key\":" + holds(arguments[1], json) + "}"
                : "[" + holds(arguments[0], json) + "]";
    }
}
