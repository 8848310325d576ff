package dev.analyticsplatform.deltastream;

import dev.analyticsplatform.BearerToken;
import dev.analyticsplatform.ConfigurationException;
import dev.analyticsplatform.ErrorContext;
import dev.analyticsplatform.PlatformConfig;
import dev.analyticsplatform.client.deltastream.controlplane.model.DataplaneRequest;
import dev.analyticsplatform.client.deltastream.dataplane.api.DataplaneApi;
import dev.analyticsplatform.driver.RowSource;
import dev.analyticsplatform.engine.http.GivenAddresses;
import dev.analyticsplatform.engine.http.Transport;
import java.util.List;
import java.util.UUID;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The way to rows that the control plane does not give itself: each answer tells the address and a token for the rows
 * of its statement alone. The API token never goes there.
 */
final class DeltaStreamDataPlane {

    private static final List<String> DOMAINS = List.of("deltastream.io");

    private final Transport transport;
    private final PlatformConfig config;
    private final GivenAddresses addresses;

    DeltaStreamDataPlane(Transport transport, PlatformConfig config, HttpUrl controlPlane) {
        this.transport = transport;
        this.config = config;
        this.addresses = new GivenAddresses(controlPlane, DOMAINS);
    }

    /** The result of a statement that ends. */
    DeltaStreamResult result(DeltaStreamAnswer answer, DataplaneRequest request) {
        var plane = plane(answer, request, base(address(answer, request)));
        var api = plane.api(DataplaneApi.class);
        UUID id = id(answer, request);
        String session = session();
        return new DeltaStreamResult(
                plane,
                config,
                id.toString(),
                part -> api.getStatementStatusRaw(id, session, part, DeltaStreamContext.ZONE));
    }

    /** The rows of a statement that does not end. */
    RowSource subscription(DeltaStreamAnswer answer, DataplaneRequest request) {
        var url = address(answer, request);
        var plane = plane(answer, request, origin(url));
        return DeltaStreamSubscription.open(plane, url, token(answer, request), session(), answer.queryId());
    }

    private Transport plane(DeltaStreamAnswer answer, DataplaneRequest request, HttpUrl base) {
        try {
            return transport.beside(
                    DeltaStreamDriver.endpoint(base, DeltaStreamErrors.DATA_PLANE),
                    BearerToken.of(token(answer, request)));
        } catch (ConfigurationException unfit) {
            throw answer.malformed("the token for the data plane cannot stand in a header");
        }
    }

    private HttpUrl address(DeltaStreamAnswer answer, DataplaneRequest request) {
        String uri = request.getUri();
        if (uri == null) {
            throw answer.malformed("the dataplaneRequest lacks its uri");
        }
        var context = ErrorContext.of(DeltaStreamProvider.VENDOR, "submitStatement")
                .withRequestId(answer.queryId().orElse(null));
        return addresses.follow(context, uri);
    }

    /** What stands before {@code statements/<id>}; if the address has none of it, version 2 of that host. */
    private static HttpUrl base(HttpUrl address) {
        int end = address.pathSegments().lastIndexOf("statements");
        if (end < 0) {
            return origin(address).newBuilder().encodedPath("/v2/").build();
        }
        var base = origin(address).newBuilder();
        address.encodedPathSegments().subList(0, end).forEach(base::addEncodedPathSegment);
        return base.addPathSegment("").build();
    }

    private static HttpUrl origin(HttpUrl address) {
        return address.newBuilder().encodedPath("/").query(null).fragment(null).build();
    }

    private static String token(DeltaStreamAnswer answer, DataplaneRequest request) {
        String token = request.getToken();
        if (token == null || token.isEmpty()) {
            throw answer.malformed("the dataplaneRequest lacks its token");
        }
        return token;
    }

    private static UUID id(DeltaStreamAnswer answer, DataplaneRequest request) {
        try {
            return UUID.fromString(String.valueOf(request.getStatementID()));
        } catch (IllegalArgumentException noUuid) {
            throw answer.malformed("the dataplaneRequest lacks the id of the statement");
        }
    }

    private @Nullable String session() {
        return config.options().get(DeltaStreamProvider.SESSION);
    }
}
