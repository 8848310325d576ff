package dev.analyticsplatform.contract;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import okio.BufferedSource;
import okio.ByteString;
import okio.GzipSource;
import okio.Okio;

/** Messages as the server library has them, and ours. */
final class WireMessages {
    private WireMessages() {}

    static ApiRequest request(RecordedRequest recorded) throws IOException {
        ByteString body = recorded.getBody();
        byte[] bytes = body == null ? new byte[0] : body.toByteArray();
        if ("gzip".equalsIgnoreCase(recorded.getHeaders().get("Content-Encoding"))) {
            try (BufferedSource source = Okio.buffer(new GzipSource(new Buffer().write(bytes)))) {
                bytes = source.readByteArray();
            }
        }
        return new ApiRequest(
                recorded.getMethod(),
                recorded.getTarget(),
                recorded.getHeaders().toMultimap(),
                bytes);
    }

    static MockResponse response(ApiResponse response) {
        MockResponse.Builder builder = new MockResponse.Builder().code(response.status());
        for (Map.Entry<String, List<String>> header : response.headers().entrySet()) {
            for (String value : header.getValue()) {
                builder.addHeader(header.getKey(), value);
            }
        }
        boolean bodiless = response.status() == 204 || response.status() == 304;
        return (bodiless ? builder : builder.body(new Buffer().write(response.body()))).build();
    }
}
