package dev.analyticsplatform.sandbox.vendor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.MediaType;
import okhttp3.MultipartReader;
import okio.Buffer;
import okio.ByteString;

/**
 * One part of a multipart body.
 *
 * @param name the name of the form field; empty if it has none
 * @param fileName the file name that came with it
 * @param contentType its content type; empty if it has none
 * @param content its bytes
 */
public record Part(String name, Optional<String> fileName, String contentType, ByteString content) {
    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*(name|filename)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^;\\s]*))", Pattern.CASE_INSENSITIVE);

    static List<Part> read(String contentType, ByteString body) {
        MediaType type = MediaType.parse(contentType);
        String boundary = type == null ? null : type.parameter("boundary");
        if (type == null || !type.type().equals("multipart") || boundary == null) {
            throw new Refusal(400, "", "The body is not multipart with a boundary, but '" + contentType + "'");
        }
        List<Part> parts = new ArrayList<>();
        try (MultipartReader reader = new MultipartReader(new Buffer().write(body), boundary)) {
            for (MultipartReader.Part part = reader.nextPart(); part != null; part = reader.nextPart()) {
                String disposition = String.valueOf(part.headers().get("Content-Disposition"));
                String partType = part.headers().get("Content-Type");
                parts.add(new Part(
                        parameter(disposition, "name").orElse(""),
                        parameter(disposition, "filename"),
                        partType == null ? "" : partType,
                        part.body().readByteString()));
            }
        } catch (IOException e) {
            throw new Refusal(400, "", "The multipart body breaks off: " + e.getMessage());
        }
        return List.copyOf(parts);
    }

    private static Optional<String> parameter(String disposition, String name) {
        Matcher matcher = PARAMETER.matcher(disposition);
        while (matcher.find()) {
            if (matcher.group(1).toLowerCase(Locale.ROOT).equals(name)) {
                String quoted = matcher.group(2);
                return Optional.of(quoted == null ? matcher.group(3) : unescaped(quoted));
            }
        }
        return Optional.empty();
    }

    /** Browsers and OkHttp write a quote as %22; others put a backslash before it. */
    private static String unescaped(String quoted) {
        return quoted.replaceAll("\\\\(.)", "$1")
                .replace("%22", "\"")
                .replace("%0A", "\n")
                .replace("%0D", "\r");
    }
}
