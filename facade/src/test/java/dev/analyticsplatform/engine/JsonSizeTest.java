package dev.analyticsplatform.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class JsonSizeTest {

    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    /** What the wire carries: UTF-8, with half surrogate pairs as six-character escapes. */
    private static long onTheWire(JsonElement json) {
        var text = new StringBuilder();
        GSON.toJson(json)
                .codePoints()
                .forEach(c -> text.append(
                        c >= 0xd800 && c <= 0xdfff ? "\\u" + Integer.toHexString(c) : Character.toString(c)));
        return text.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    @Test
    @DisplayName("The size counted is the size sent, for any text")
    void randomText() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("JsonSizeTest.randomText: -Dseed=" + seed);
        var random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            var object = new JsonObject();
            var array = new JsonArray();
            array.add(new JsonPrimitive(text(random)));
            array.add((String) null);
            array.add(random.nextLong());
            object.add(text(random), array);
            assertThat(JsonSize.of(GSON, object))
                    .as("seed " + seed + ", text " + i)
                    .isEqualTo(onTheWire(object));
        }
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(20); i > 0; i--) {
            switch (random.nextInt(5)) {
                case 0 -> text.append((char) random.nextInt(0x80));
                case 1 -> text.append((char) random.nextInt(0x10000));
                case 2 -> text.append((char) (0xd800 + random.nextInt(0x800)));
                case 3 -> text.append("\"\\\n\u2028<&");
                default -> text.appendCodePoint(random.nextInt(0x110000));
            }
        }
        return text.toString();
    }

    @Test
    void longTextIsCountedInPieces() {
        for (var piece : new String[] {"a", "\u00fc", "\u20ac", "\ud83d\ude00", "\udc00\ud800"}) {
            var json = new JsonPrimitive(piece.repeat(5001));
            assertThat(JsonSize.of(GSON, json)).as(piece).isEqualTo(onTheWire(json));
        }
    }
}
