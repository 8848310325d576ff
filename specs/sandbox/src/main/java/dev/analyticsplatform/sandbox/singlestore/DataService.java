package dev.analyticsplatform.sandbox.singlestore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.contract.ApiDocument;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Caller;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import dev.analyticsplatform.sandbox.vendor.VendorService;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The Data API of one workspace, at an address of its own. */
final class DataService implements VendorService {
    private static final int LARGEST_BODY = 1 << 20;
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String DOCUMENT = "dev/analyticsplatform/specs/singlestore/data.yaml";

    private final List<ApiDocument> documents = List.of(ApiDocument.named("singlestore/data"));
    private final Handlers handlers = new Handlers();
    private final Supplier<Instant> now;
    private final DatabaseServer server;
    private final BooleanSupplier active;

    /** @param active tells whether the workspace runs, and notes that it was used */
    DataService(Supplier<Instant> now, DatabaseServer server, BooleanSupplier active) {
        this.now = now;
        this.server = server;
        this.active = active;
        handlers.on("ping", exchange -> Answer.text(200, TEXT, "pong"))
                .on("spec", exchange -> Answer.text(200, TEXT, document()))
                .on("exec", exchange -> Answer.ok(begin(exchange).execute()))
                .on("rows", exchange -> query(exchange, false))
                .on("tuples", exchange -> query(exchange, true))
                .on("jwksSetup", exchange -> jwksSetup());
    }

    @Override
    public List<ApiDocument> documents() {
        return documents;
    }

    @Override
    public Handlers handlers() {
        return handlers;
    }

    @Override
    public Caller authenticate(Exchange exchange) {
        if (exchange.operation().operationId().equals("ping")) {
            return Caller.ANONYMOUS;
        }
        boolean statement = exchange.operation().method().equals("POST");
        if (statement && !active.getAsBoolean()) {
            // Where nothing is run, the document knows no 503.
            boolean runs = exchange.operation().requestContentType().isPresent();
            throw new Refusal(runs ? 503 : 500, "", "The workspace is suspended or not ready");
        }
        Caller caller = login(exchange.header("Authorization").orElse(""));
        String type = exchange.header("Content-Type").orElse("");
        if (exchange.operation().requestContentType().isPresent()
                && !type.split(";", -1)[0].trim().toLowerCase(Locale.ROOT).equals("application/json")) {
            throw new Refusal(415, "", "Content-Type must be application/json, not '" + type + "'");
        }
        if (exchange.size() > LARGEST_BODY) {
            throw new Refusal(400, "", "The body has more than " + LARGEST_BODY + " bytes");
        }
        return caller;
    }

    private Caller login(String authorization) {
        String[] parts = authorization.trim().split("\\s+", 2);
        if (authorization.isBlank()) {
            throw new Refusal(401, "1045", "Access denied: credentials are missing");
        }
        if (!parts[0].equalsIgnoreCase("Basic") || parts.length < 2) {
            throw new Refusal(401, "", "The sandbox knows Basic authentication only; JWTs are not modelled");
        }
        try {
            String pair = new String(Base64.getDecoder().decode(parts[1]), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            String user = colon < 0 ? pair : pair.substring(0, colon);
            if (server.users.isValid(user, colon < 0 ? "" : pair.substring(colon + 1))) {
                return new Caller(user, null);
            }
            throw new Refusal(401, "1045", "Access denied for user '" + user + "'");
        } catch (IllegalArgumentException e) {
            throw new Refusal(401, "1045", "Access denied: the credentials are not Base64");
        }
    }

    private Session begin(Exchange exchange) {
        ObjectNode request = exchange.body();
        return Session.begin(server, exchange.caller().user(), now.get(), request);
    }

    private Answer query(Exchange exchange, boolean tuples) {
        Session session = begin(exchange);
        if (!session.isQuery()) {
            session.execute();
            return Answer.streamed(200, json -> Rows.writeNone(json, tuples));
        }
        Rows rows = session.query();
        return Answer.streamed(200, json -> {
            try (rows) {
                if (tuples) {
                    rows.writeTuples(json);
                } else {
                    rows.writeObjects(json);
                }
            }
        });
    }

    private Answer jwksSetup() {
        if (server.jwksEndpoint().isEmpty()) {
            throw new Refusal(500, "", "The engine variable jwks_endpoint is not set");
        }
        return Answer.empty(200);
    }

    private static String document() throws IOException {
        try (InputStream in = ApiDocument.class.getClassLoader().getResourceAsStream(DOCUMENT)) {
            if (in == null) {
                throw new IOException("There is no resource " + DOCUMENT);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Errors are bare texts, with MySQL's code in front where there is one. */
    @Override
    public Answer refusal(Refusal refusal) {
        String code = refusal.type().isEmpty() ? "" : "Error " + refusal.type() + ": ";
        Answer answer = Answer.text(refusal.status(), TEXT, code + refusal.text());
        return refusal.status() == 401 ? answer.with("WWW-Authenticate", "Basic realm=\"SingleStore\"") : answer;
    }

    /** The databases belong to the group and stay. */
    @Override
    public void close() {}
}
