package dev.analyticsplatform.bytehouse;

import dev.analyticsplatform.ApiKey;
import dev.analyticsplatform.BearerToken;
import dev.analyticsplatform.ConfigurationException;
import dev.analyticsplatform.Credentials;
import dev.analyticsplatform.ErrorContext;
import dev.analyticsplatform.PlatformConfig;
import dev.analyticsplatform.client.bytehouse.JSON;
import dev.analyticsplatform.client.bytehouse.Operation;
import dev.analyticsplatform.client.bytehouse.api.QueriesApi;
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

/** ByteHouse, opened. */
final class ByteHouseDriver implements PlatformDriver {

    private final Transport transport;
    private final ByteHouseQueries queries;
    private final ByteHouseCatalog catalog;
    private final ByteHouseIngestion ingestion;

    ByteHouseDriver(PlatformConfig config) {
        this.transport = Transport.open(
                config,
                new Endpoint(
                        ByteHouseProvider.VENDOR,
                        baseUrl(config),
                        JSON.gson(),
                        ByteHouseDriver::authenticate,
                        new ByteHouseErrors(),
                        ByteHouseDriver::operation));
        this.queries = new ByteHouseQueries(transport, config);
        this.catalog = new ByteHouseCatalog(transport, config, queries);
        this.ingestion = new ByteHouseIngestion(queries, catalog);
    }

    private static HttpUrl baseUrl(PlatformConfig config) {
        String url = config.endpoint().orElseThrow();
        return HttpUrl.get(url.endsWith("/") ? url : url + "/");
    }

    private static void authenticate(Credentials credentials, Headers.Builder headers) {
        if (credentials instanceof ApiKey apiKey) {
            headers.set("Authorization", "Bearer " + apiKey.key());
        } else if (credentials instanceof BearerToken bearer) {
            headers.set("Authorization", "Bearer " + bearer.token());
        } else {
            throw new ConfigurationException(
                    ErrorContext.of(ByteHouseProvider.VENDOR, "credentials"),
                    "ByteHouse takes an API key or a bearer token, not user name and password",
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
        return new SavedQueriesDriver() {};
    }

    @Override
    public <T> T api(Class<T> type) {
        if (!type.isInterface() || !type.getPackageName().equals(QueriesApi.class.getPackageName())) {
            throw new IllegalArgumentException(type.getName()
                    + " is not a generated interface of ByteHouse; those are in " + QueriesApi.class.getPackageName());
        }
        return transport.api(type);
    }

    @Override
    public void close() {
        transport.close();
    }
}
