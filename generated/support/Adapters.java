package @package@;

import com.google.gson.JsonSyntaxException;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How single values stand in JSON. Public only because the models name the adapters, so that a plain {@code new Gson()}
 * uses them as well. Stateless.
 */
public final class Adapters {
  private Adapters() {}

  /** An ISO 8601 date and time with offset. */
  public static final class DateTime extends TypeAdapter<OffsetDateTime> {
    /** For Gson. */
    public DateTime() {}

    @Override
    public void write(JsonWriter out, @Nullable OffsetDateTime value) throws IOException {
      out.value(value == null ? null : text(value));
    }

    @Override
    public @Nullable OffsetDateTime read(JsonReader in) throws IOException {
      return Adapters.read(in, JsonToken.STRING, OffsetDateTime::parse, "a date and time with offset");
    }

    /** Always with seconds, which {@code OffsetDateTime.toString} leaves out when they are zero. */
    static String text(OffsetDateTime value) {
      return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(value);
    }
  }

  /** An ISO 8601 date. */
  public static final class Date extends TypeAdapter<LocalDate> {
    /** For Gson. */
    public Date() {}

    @Override
    public void write(JsonWriter out, @Nullable LocalDate value) throws IOException {
      out.value(value == null ? null : value.toString());
    }

    @Override
    public @Nullable LocalDate read(JsonReader in) throws IOException {
      return Adapters.read(in, JsonToken.STRING, LocalDate::parse, "a date");
    }
  }

  /** Bytes as Base64. */
  public static final class Base64Bytes extends TypeAdapter<byte[]> {
    /** For Gson. */
    public Base64Bytes() {}

    @Override
    public void write(JsonWriter out, byte @Nullable [] value) throws IOException {
      out.value(value == null ? null : Base64.getEncoder().encodeToString(value));
    }

    @Override
    public byte @Nullable [] read(JsonReader in) throws IOException {
      return Adapters.read(in, JsonToken.STRING, Base64.getDecoder()::decode, "Base64");
    }
  }

  /** Refuses what Gson would quietly turn into something else: quoted or rounded numbers, "yes" as false, 1 as text. */
  static final class Exact<T> extends TypeAdapter<T> {
    static final Exact<String> STRING = new Exact<>(JsonToken.STRING, text -> text, "a string");
    static final Exact<Integer> INTEGER =
        new Exact<>(JsonToken.NUMBER, text -> new BigDecimal(text).intValueExact(), "a 32-bit integer");
    static final Exact<Long> LONG =
        new Exact<>(JsonToken.NUMBER, text -> new BigDecimal(text).longValueExact(), "a 64-bit integer");
    static final Exact<BigDecimal> DECIMAL = new Exact<>(JsonToken.NUMBER, BigDecimal::new, "a number");
    static final Exact<Double> DOUBLE = new Exact<>(JsonToken.NUMBER, Exact::finiteDouble, "a number in the range of double");
    static final Exact<Float> FLOAT = new Exact<>(JsonToken.NUMBER, Exact::finiteFloat, "a number in the range of float");

    private final JsonToken token;
    private final Function<String, T> parse;
    private final String expected;

    private Exact(JsonToken token, Function<String, T> parse, String expected) {
      this.token = token;
      this.parse = parse;
      this.expected = expected;
    }

    @Override
    public void write(JsonWriter out, @Nullable T value) throws IOException {
      if (value instanceof Number number) {
        out.value(number);
      } else {
        out.value((String) value);
      }
    }

    @Override
    public @Nullable T read(JsonReader in) throws IOException {
      return Adapters.read(in, token, parse, expected);
    }

    private static Double finiteDouble(String text) {
      double value = Double.parseDouble(text);
      if (Double.isInfinite(value)) {
        throw new ArithmeticException("overflow");
      }
      return value;
    }

    private static Float finiteFloat(String text) {
      float value = Float.parseFloat(text);
      if (Float.isInfinite(value)) {
        throw new ArithmeticException("overflow");
      }
      return value;
    }
  }

  /** A boolean; Gson's own takes any text and reads it as false. */
  static final class ExactBoolean extends TypeAdapter<Boolean> {
    @Override
    public void write(JsonWriter out, @Nullable Boolean value) throws IOException {
      out.value(value);
    }

    @Override
    public @Nullable Boolean read(JsonReader in) throws IOException {
      JsonToken next = in.peek();
      if (next == JsonToken.NULL) {
        in.nextNull();
        return null;
      }
      if (next != JsonToken.BOOLEAN) {
        throw new JsonSyntaxException("expected a boolean but found " + next + " at path " + in.getPreviousPath());
      }
      return in.nextBoolean();
    }
  }

  private static <T> @Nullable T read(JsonReader in, JsonToken token, Function<String, T> parse, String expected)
      throws IOException {
    JsonToken next = in.peek();
    if (next == JsonToken.NULL) {
      in.nextNull();
      return null;
    }
    if (next != token) {
      throw new JsonSyntaxException("expected " + expected + " but found " + next + " at path " + in.getPath());
    }
    String text = in.nextString();
    try {
      return parse.apply(text);
    } catch (ArithmeticException | IllegalArgumentException | DateTimeException e) {
      // Neither the value nor the cause, which quotes it, goes into the message.
      throw new JsonSyntaxException("expected " + expected + " at path " + in.getPreviousPath());
    }
  }
}
