package dev.analyticsplatform.sandbox;

import dev.analyticsplatform.sandbox.vendor.Listener;
import dev.analyticsplatform.sandbox.vendor.VendorService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import mockwebserver3.MockWebServer;

/** A service on a port of loopback. */
final class ListeningServer implements Listener {
    private final MockWebServer server = new MockWebServer();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final VendorService service;
    private final URI url;

    ListeningServer(VendorService service, int port) {
        this.service = service;
        RequestLog.silence();
        server.setDispatcher(new Router(server, service));
        try {
            server.start(InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1}), port);
        } catch (IOException e) {
            service.close();
            throw new UncheckedIOException("Cannot listen on port " + port + " of 127.0.0.1", e);
        }
        url = URI.create("http://127.0.0.1:" + server.getPort() + "/");
    }

    @Override
    public URI url() {
        return url;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            service.close();
            server.close();
        }
    }
}
