package dev.analyticsplatform.sandbox.singlestore;

import dev.analyticsplatform.contract.ApiDocument;
import dev.analyticsplatform.contract.ApiRequest;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Caller;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Listener;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import dev.analyticsplatform.sandbox.vendor.VendorService;
import dev.analyticsplatform.sandbox.vendor.VendorSetup;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import okio.ByteString;

/**
 * The object storage behind Stage, at another address. A signed URL is all it takes; like the real ones it refuses a
 * request that brings an Authorization header as well, so that a client which sends its key along is found out.
 */
final class Downloads implements VendorService {
    private static final Duration VALID = Duration.ofMinutes(15);
    private static final SecureRandom RANDOM = new SecureRandom();

    private record Offer(ByteString content, Instant expires) {}

    private final VendorSetup setup;
    private final Map<String, Offer> offers = new ConcurrentHashMap<>();
    private final Listener listener;

    Downloads(VendorSetup setup) {
        this.setup = setup;
        listener = setup.listen(this);
    }

    /** Returns a URL at which the bytes, as they are now, can be read for a while. */
    String offer(String group, String path, ByteString content) {
        offers.values().removeIf(offer -> !setup.now().isBefore(offer.expires()));
        byte[] random = new byte[32];
        RANDOM.nextBytes(random);
        String signature = HexFormat.of().formatHex(random);
        String escaped = URLEncoder.encode(path, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/");
        String target = "/" + group + "/" + escaped + "?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires="
                + VALID.toSeconds() + "&X-Amz-Signature=" + signature;
        offers.put(target, new Offer(content, setup.now().plus(VALID)));
        return listener.url().resolve(target).toString();
    }

    @Override
    public Optional<Answer> beyondDocuments(ApiRequest request) {
        if (request.header("Authorization").isPresent()) {
            throw new Refusal(400, "InvalidArgument", "Only one auth mechanism allowed");
        }
        Offer offer = request.method().equals("GET") ? offers.get(request.target()) : null;
        if (offer == null) {
            throw new Refusal(403, "SignatureDoesNotMatch", "The signature does not match the request");
        }
        if (!setup.now().isBefore(offer.expires())) {
            throw new Refusal(403, "AccessDenied", "Request has expired");
        }
        return Optional.of(Answer.bytes(200, "application/octet-stream", offer.content()));
    }

    @Override
    public List<ApiDocument> documents() {
        return List.of();
    }

    @Override
    public Handlers handlers() {
        return new Handlers();
    }

    @Override
    public Caller authenticate(Exchange exchange) {
        return Caller.ANONYMOUS;
    }

    @Override
    public Answer refusal(Refusal refusal) {
        String xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + refusal.type() + "</Code><Message>"
                + refusal.text() + "</Message></Error>";
        return Answer.text(refusal.status(), "application/xml", xml);
    }

    @Override
    public void close() {
        offers.clear();
    }
}
