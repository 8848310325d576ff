package dev.analyticsplatform.deltastream;

import dev.analyticsplatform.PlatformConfig;
import dev.analyticsplatform.client.deltastream.JSON;
import dev.analyticsplatform.client.deltastream.Operation;
import dev.analyticsplatform.client.deltastream.controlplane.api.DeltastreamApi;
import dev.analyticsplatform.driver.CatalogDriver;
import dev.analyticsplatform.driver.IngestionDriver;
import dev.analyticsplatform.driver.PlatformDriver;
import dev.analyticsplatform.driver.QueriesDriver;
import dev.analyticsplatform.driver.SavedQueriesDriver;
import dev.analyticsplatform.engine.http.Authentication;
import dev.analyticsplatform.engine.http.Endpoint;
import dev.analyticsplatform.engine.http.OperationInfo;
import dev.analyticsplatform.engine.http.Safety;
import dev.analyticsplatform.engine.http.Transport;
import java.lang.reflect.Method;
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
        return Endpoint.baseUrl(config.endpoint().orElse("https://api.deltastream.io/v2"));
    }

    /** Control plane and data plane differ in address and token only. */
    static Endpoint endpoint(HttpUrl baseUrl, DeltaStreamErrors errors) {
        return new Endpoint(
                DeltaStreamProvider.VENDOR,
                baseUrl,
                JSON.gson(),
                Authentication.bearer(
                        DeltaStreamProvider.VENDOR, "DeltaStream takes an API token, not user name and password"),
                errors,
                DeltaStreamDriver::operation);
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
        return transport.api(
                type,
                DeltastreamApi.class,
                "DeltaStream's control plane (a data plane has an address and a token for each statement, which its answer tells)");
    }

    @Override
    public void close() {
        transport.close();
    }
}
