package dev.analyticsplatform.sandbox;

import dev.analyticsplatform.contract.ApiOperation;
import dev.analyticsplatform.contract.ApiRequest;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import okio.ByteString;

/** From what came over the wire to what handlers read. */
final class Requests {
    /** A body that unpacks to more than this is refused: a megabyte can unpack to a gigabyte. */
    private static final int LARGEST_BODY = 256 << 20;

    private Requests() {}

    static ApiRequest read(RecordedRequest recorded) throws IOException {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        Headers sent = recorded.getHeaders();
        for (int i = 0; i < sent.size(); i++) {
            headers.computeIfAbsent(sent.name(i).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(sent.value(i));
        }
        ByteString bytes = recorded.getBody();
        byte[] body = bytes == null ? new byte[0] : bytes.toByteArray();
        List<String> encoding = headers.remove("content-encoding");
        if (encoding != null) {
            body = unpack(encoding, body);
            headers.remove("content-length");
        }
        return new ApiRequest(recorded.getMethod(), recorded.getTarget(), headers, body);
    }

    private static byte[] unpack(List<String> encoding, byte[] body) {
        if (!encoding.equals(List.of("gzip"))) {
            throw new Refusal(415, "", "Content-Encoding " + encoding + " is not supported; send gzip or none");
        }
        byte[] plain;
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            plain = in.readNBytes(LARGEST_BODY + 1);
        } catch (IOException e) {
            throw new Refusal(400, "", "The body is not gzip, as Content-Encoding says: " + e.getMessage());
        }
        if (plain.length > LARGEST_BODY) {
            throw new Refusal(413, "", "The body unpacks to more than " + LARGEST_BODY + " bytes");
        }
        return plain;
    }

    static String path(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    static Exchange exchange(ApiOperation operation, ApiRequest request, String path) {
        return new Exchange(
                operation,
                operation.pathParameters(path),
                query(request.target()),
                request.headers(),
                ByteString.of(request.body()));
    }

    private static Map<String, String> query(String target) {
        Map<String, String> parameters = new LinkedHashMap<>();
        int start = target.indexOf('?');
        if (start >= 0) {
            for (String pair : target.substring(start + 1).split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                if (!name.isEmpty()) {
                    parameters.putIfAbsent(decode(name), decode(value));
                }
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "", "The query string is not percent-encoded as it should be: " + e.getMessage());
        }
    }
}
