package dev.analyticsplatform.engine.http;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Integers and booleans without Gson's silent repairs: left alone it reads 9223372036854775808 as ...807, "5" as 5 and
 * "yes" as false.
 */
final class StrictJson {

    /** Longer texts are no integers of ours, and slow to parse. */
    private static final int LONGEST = 100;

    private StrictJson() {}

    static Gson of(Gson gson) {
        return gson.newBuilder()
                .registerTypeAdapter(Long.class, new Exact<Long>(BigDecimal::longValueExact))
                .registerTypeAdapter(long.class, new Exact<Long>(BigDecimal::longValueExact))
                .registerTypeAdapter(Integer.class, new Exact<Integer>(BigDecimal::intValueExact))
                .registerTypeAdapter(int.class, new Exact<Integer>(BigDecimal::intValueExact))
                .registerTypeAdapter(Boolean.class, new TrueOrFalse())
                .registerTypeAdapter(boolean.class, new TrueOrFalse())
                .disableHtmlEscaping()
                .create();
    }

    private interface Narrowing<N> {
        N exact(BigDecimal number);
    }

    private static final class Exact<N extends Number> extends TypeAdapter<N> {
        private final Narrowing<N> narrowing;

        Exact(Narrowing<N> narrowing) {
            this.narrowing = narrowing;
        }

        @Override
        public @Nullable N read(JsonReader in) throws IOException {
            if (in.peek() == JsonToken.NULL) {
                in.nextNull();
                return null;
            }
            if (in.peek() != JsonToken.NUMBER) {
                throw new JsonSyntaxException("a number is expected at " + in.getPreviousPath() + ", not " + in.peek());
            }
            var text = in.nextString();
            try {
                if (text.length() > LONGEST) {
                    throw new NumberFormatException("too long");
                }
                return narrowing.exact(new BigDecimal(text));
            } catch (ArithmeticException | NumberFormatException notExact) {
                throw new JsonSyntaxException(
                        "the number at " + in.getPreviousPath() + " does not fit its type exactly", notExact);
            }
        }

        @Override
        public void write(JsonWriter out, @Nullable N value) throws IOException {
            out.value(value);
        }
    }

    private static final class TrueOrFalse extends TypeAdapter<Boolean> {
        @Override
        public @Nullable Boolean read(JsonReader in) throws IOException {
            if (in.peek() == JsonToken.NULL) {
                in.nextNull();
                return null;
            }
            if (in.peek() != JsonToken.BOOLEAN) {
                throw new JsonSyntaxException(
                        "true or false is expected at " + in.getPreviousPath() + ", not " + in.peek());
            }
            return in.nextBoolean();
        }

        @Override
        public void write(JsonWriter out, @Nullable Boolean value) throws IOException {
            out.value(value);
        }
    }
}
