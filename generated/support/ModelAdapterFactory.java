package @package@;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonSyntaxException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.annotations.SerializedName;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and writes models in one pass, like Gson's own reflection, but keeps the members that the model does not list. */
final class ModelAdapterFactory implements TypeAdapterFactory {
  @Override
  public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
    Class<? super T> raw = type.getRawType();
    if (raw == Model.class || !Model.class.isAssignableFrom(raw)) {
      return null;
    }
    try {
      Map<String, Member> members = new LinkedHashMap<>();
      for (Field field : raw.getDeclaredFields()) {
        SerializedName name = field.getAnnotation(SerializedName.class);
        if (name != null) {
          field.setAccessible(true);
          members.put(name.value(), Member.of(gson, field));
        }
      }
      @SuppressWarnings("unchecked") // the raw type of TypeToken<T> of a class without type parameters is T
      Constructor<T> constructor = (Constructor<T>) raw.getDeclaredConstructor();
      return new ModelAdapter<>(constructor, members, gson.getAdapter(JsonElement.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(raw.getName() + " is not a generated model", e);
    }
  }

  private record Member(Field field, TypeAdapter<Object> adapter) {
    @SuppressWarnings("unchecked") // values pass through Field, which checks them
    static Member of(Gson gson, Field field) {
      return new Member(field, (TypeAdapter<Object>) gson.getAdapter(TypeToken.get(field.getGenericType())));
    }
  }

  private static final class ModelAdapter<T> extends TypeAdapter<T> {
    private final Constructor<T> constructor;
    private final Map<String, Member> members;
    private final TypeAdapter<JsonElement> unknown;

    ModelAdapter(Constructor<T> constructor, Map<String, Member> members, TypeAdapter<JsonElement> unknown) {
      this.constructor = constructor;
      this.members = members;
      this.unknown = unknown;
    }

    @Override
    public void write(JsonWriter out, @Nullable T value) throws IOException {
      if (value == null) {
        out.nullValue();
        return;
      }
      out.beginObject();
      for (Map.Entry<String, Member> member : members.entrySet()) {
        Object memberValue = get(member.getValue().field(), value);
        if (memberValue != null) {
          out.name(member.getKey());
          member.getValue().adapter().write(out, memberValue);
        }
      }
      for (Map.Entry<String, JsonElement> member : ((Model) value).getUnknownMembers().entrySet()) {
        out.name(member.getKey());
        unknown.write(out, member.getValue());
      }
      out.endObject();
    }

    @Override
    public @Nullable T read(JsonReader in) throws IOException {
      if (in.peek() == JsonToken.NULL) {
        in.nextNull();
        return null;
      }
      try {
        T value = constructor.newInstance();
        in.beginObject();
        while (in.hasNext()) {
          String name = in.nextName();
          Member member = members.get(name);
          if (member == null) {
            ((Model) value).putUnknownMember(name, unknown.read(in));
          } else {
            member.field().set(value, member.adapter().read(in));
          }
        }
        in.endObject();
        return value;
      } catch (IllegalStateException e) {
        throw new JsonSyntaxException(e);
      } catch (ReflectiveOperationException e) {
        throw new IllegalArgumentException(constructor.getDeclaringClass().getName() + " is not a generated model", e);
      }
    }

    private static @Nullable Object get(Field field, Object value) {
      try {
        return field.get(value);
      } catch (IllegalAccessException e) {
        throw new IllegalArgumentException(field + " is not a member of a generated model", e);
      }
    }
  }
}
