package dev.analyticsplatform.deltastream;

import dev.analyticsplatform.ApiKey;
import dev.analyticsplatform.BearerToken;
import dev.analyticsplatform.ConfigurationException;
import dev.analyticsplatform.Credentials;
import dev.analyticsplatform.ErrorContext;
import dev.analyticsplatform.PlatformConfig;
import dev.analyticsplatform.client.deltastream.JSON;
import dev.analyticsplatform.client.deltastream.Operation;
import dev.analyticsplatform.client.deltastream.controlplane.api.DeltastreamApi;
import dev.analyticsplatform.driver.CatalogDriver;
import dev.analyticsplatform.driver.IngestionDriver;
import dev.analyticsplatform.driver.PlatformDriver;
import dev.analyticsplatform.driver.QueriesDriver;
import dev.analyticsplatform.driver.SavedQueriesDriver;
import dev.analyticsplatform.engine.http.Endpoint;
import dev.analyticsplatform.engine.http.OperationInfo;
import dev.analyticsplatform.engine.http.Safety;
import dev.analyticsplatform.engine.http.Transport;
import java.lang.reflect.Method;
import okhttp3.Headers;
import okhttp3.HttpUrl;

/** DeltaStream, opened. */
final class DeltaStreamDriver implements PlatformDriver {

    private final Transport transport;
    private final DeltaStreamQueries queries;
    private final DeltaStreamCatalog catalog;
    private final IngestionDriver<Object> ingestion = new IngestionDriver<>() {};
    private final SavedQueriesDriver savedQueries = new SavedQueriesDriver() {};

    DeltaStreamDriver(PlatformConfig config) {
        var baseUrl = baseUrl(config);
        this.transport = Transport.open(config, endpoint(baseUrl, DeltaStreamErrors.CONTROL_PLANE));
        var statements =
                new DeltaStreamStatements(transport, config, new DeltaStreamDataPlane(transport, config, baseUrl));
        this.queries = new DeltaStreamQueries(statements, config);
        this.catalog = new DeltaStreamCatalog(statements, config.options());
    }

    private static HttpUrl baseUrl(PlatformConfig config) {
        String url = config.endpoint().orElse("https://api.deltastream.io/v2");
        return HttpUrl.get(url.endsWith("/") ? url : url + "/");
    }

    /** Control plane and data plane differ in address and token only. */
    static Endpoint endpoint(HttpUrl baseUrl, DeltaStreamErrors errors) {
        return new Endpoint(
                DeltaStreamProvider.VENDOR,
                baseUrl,
                JSON.gson(),
                DeltaStreamDriver::authenticate,
                errors,
                DeltaStreamDriver::operation);
    }

    private static void authenticate(Credentials credentials, Headers.Builder headers) {
        if (credentials instanceof BearerToken bearer) {
            headers.set("Authorization", "Bearer " + bearer.token());
        } else if (credentials instanceof ApiKey apiKey) {
            headers.set("Authorization", "Bearer " + apiKey.key());
        } else {
            throw new ConfigurationException(
                    ErrorContext.of(DeltaStreamProvider.VENDOR, "credentials"),
                    "DeltaStream takes an API token, not user name and password",
                    null);
        }
    }

    private static OperationInfo operation(Method method) {
        var operation = method.getAnnotation(Operation.class);
        return new OperationInfo(
                operation.id(), Safety.valueOf(operation.safety().name()));
    }

    @Override
    public QueriesDriver queries() {
        return queries;
    }

    @Override
    public CatalogDriver catalog() {
        return catalog;
    }

    @Override
    public IngestionDriver<?> ingestion() {
        return ingestion;
    }

    @Override
    public SavedQueriesDriver savedQueries() {
        return savedQueries;
    }

    @Override
    public <T> T api(Class<T> type) {
        if (!type.isInterface() || !type.getPackageName().equals(DeltastreamApi.class.getPackageName())) {
            throw new IllegalArgumentException(type.getName()
                    + " is not a generated interface of DeltaStream's control plane; those are in "
                    + DeltastreamApi.class.getPackageName()
                    + " (a data plane has an address and a token for each statement, which its answer tells)");
        }
        return transport.api(type);
    }

    @Override
    public void close() {
        transport.close();
    }
}
