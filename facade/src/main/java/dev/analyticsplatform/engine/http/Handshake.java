package dev.analyticsplatform.engine.http;

import dev.analyticsplatform.AnalyticsException;
import dev.analyticsplatform.ProtocolException;
import java.io.IOException;
import java.util.function.UnaryOperator;
import okhttp3.Interceptor;
import okhttp3.Response;
import okio.Sink;
import okio.Socket;
import okio.Source;

/**
 * Opens a websocket by a call like others, with credentials, retry and limits, and hands its socket to OkHttp with
 * something around the source. Compression is not asked for: OkHttp would unpack a message to any size.
 */
final class Handshake implements Interceptor {

    private static final String EXTENSIONS = "Sec-WebSocket-Extensions";
    private static final int MULTIPLE_CHOICES = 300;

    private final ErrorTranslator errors;
    private final CallState state;
    private final long errorBytes;
    private final UnaryOperator<Source> around;

    Handshake(ErrorTranslator errors, CallState state, long errorBytes, UnaryOperator<Source> around) {
        this.errors = errors;
        this.state = state;
        this.errorBytes = errorBytes;
        this.around = around;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        var request = chain.request();
        var response =
                chain.proceed(request.newBuilder().removeHeader(EXTENSIONS).build());
        var socket = response.socket();
        if (socket == null) {
            throw refused(response);
        }
        if (response.header(EXTENSIONS) != null) {
            socket.cancel();
            throw new CarriedFailure(new ProtocolException(
                    state.context().withHttpStatus(response.code()),
                    "the server compresses the websocket although it was not asked to",
                    null));
        }
        return response.newBuilder()
                .socket(new Wrapped(socket, around.apply(socket.getSource())))
                .build();
    }

    private IOException refused(Response response) throws IOException {
        try (response) {
            int status = response.code();
            if (status >= MULTIPLE_CHOICES) {
                return new CarriedFailure(errors.status(
                        state,
                        status,
                        response.headers(),
                        response.request().url(),
                        response.body().string()));
            }
            var answer = new Streamed(response.body(), status, response.headers(), state, errors);
            var failure = answer.unexpected("a websocket", errorBytes);
            return failure instanceof AnalyticsException ours ? new CarriedFailure(ours) : new IOException(failure);
        }
    }

    private record Wrapped(Socket socket, Source source) implements Socket {
        @Override
        public Source getSource() {
            return source;
        }

        @Override
        public Sink getSink() {
            return socket.getSink();
        }

        @Override
        public void cancel() {
            socket.cancel();
        }
    }
}
