package dev.analyticsplatform.engine.http;

import dev.analyticsplatform.Limits;
import dev.analyticsplatform.ProtocolException;
import java.io.IOException;
import java.util.Locale;
import okhttp3.Call;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.Okio;
import okio.Source;

/** Turns what came from the wire into an answer of bounded size; a stream stays open. */
final class Answers {

    private static final int ERROR = 300;
    private static final long PIECE = 8192;

    private final Limits limits;
    private final ActiveCalls active;

    Answers(Limits limits, ActiveCalls active) {
        this.limits = limits;
        this.active = active;
    }

    /**
     * Reads an answer: whole if it is an error or belongs to a control call.
     *
     * @param asked the request as the user made it; the one that was sent holds credentials and must not be kept
     */
    Response read(Response raw, int status, Request asked, CallState state, Call attempt) throws IOException {
        state.answer = new CallState.AnswerHead(
                status,
                String.valueOf(raw.header("Content-Type", "none")),
                asked.url().encodedPath());
        boolean stream = status < ERROR && state.streaming();
        var wire = new BodySource(
                raw.body().source(), state, attempt, stream, stream ? () -> active.remove(state) : () -> {});
        var builder = raw.newBuilder()
                .code(status)
                .request(asked)
                .networkResponse(null)
                .cacheResponse(null)
                .priorResponse(null)
                .removeHeader("Content-Encoding")
                .removeHeader("Content-Length");
        try {
            BufferedSource source = Okio.buffer(unpacked(raw, wire, state));
            if (!stream) {
                var whole = status < ERROR ? whole(source, state) : start(source, state);
                wire.close();
                source = whole;
            }
            long length = stream ? -1 : source.getBuffer().size();
            return builder.body(ResponseBody.create(source, raw.body().contentType(), length))
                    .build();
        } catch (IOException | RuntimeException e) {
            wire.close();
            throw e;
        }
    }

    private Source unpacked(Response raw, BodySource wire, CallState state) throws IOException {
        var encoding =
                String.join(", ", raw.headers("Content-Encoding")).strip().toLowerCase(Locale.ROOT);
        return switch (encoding) {
            case "", "identity" -> wire;
            case "gzip", "x-gzip" -> new Gunzip(wire, limits.gzipRatio(), state);
            default ->
                throw new CarriedFailure(new ProtocolException(
                        state.context(),
                        "the answer has a Content-Encoding that was not asked for; only gzip is",
                        null));
        };
    }

    private Buffer whole(BufferedSource source, CallState state) throws IOException {
        var whole = new Buffer();
        while (source.read(whole, PIECE) >= 0) {
            if (whole.size() > limits.answerBytes()) {
                throw new CarriedFailure(new ProtocolException(
                        state.context(),
                        "the answer is larger than " + limits.answerBytes() + " bytes; see Limits.answerBytes",
                        null));
            }
        }
        return whole;
    }

    /** As much of an error body as the limit allows and the server delivers: the status alone is an answer, too. */
    private Buffer start(BufferedSource source, CallState state) throws IOException {
        var start = new Buffer();
        try {
            long count = 0;
            while (count >= 0 && start.size() < limits.errorBodyBytes()) {
                count = source.read(start, Math.min(PIECE, limits.errorBodyBytes() - start.size()));
            }
        } catch (IOException broken) {
            if (state.stopped() != null) {
                throw broken;
            }
        }
        return start;
    }
}
