package dev.analyticsplatform.timeplus;

import dev.analyticsplatform.ApiKey;
import dev.analyticsplatform.BasicCredentials;
import dev.analyticsplatform.ConfigurationException;
import dev.analyticsplatform.Credentials;
import dev.analyticsplatform.ErrorContext;
import dev.analyticsplatform.PlatformConfig;
import dev.analyticsplatform.client.timeplus.JSON;
import dev.analyticsplatform.client.timeplus.Operation;
import dev.analyticsplatform.client.timeplus.api.QueriesApi;
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
import java.nio.charset.StandardCharsets;
import okhttp3.Headers;
import okhttp3.HttpUrl;

/** Timeplus, opened. */
final class TimeplusDriver implements PlatformDriver {

    private final Transport transport;
    private final TimeplusQueries queries;
    private final TimeplusCatalog catalog;
    private final TimeplusIngestion ingestion;
    private final TimeplusSavedQueries savedQueries;

    TimeplusDriver(PlatformConfig config) {
        this.transport = Transport.open(
                config,
                new Endpoint(
                        TimeplusProvider.VENDOR,
                        baseUrl(config),
                        JSON.gson(),
                        TimeplusDriver::authenticate,
                        new TimeplusErrors(),
                        TimeplusDriver::operation));
        this.queries = new TimeplusQueries(transport, config);
        this.catalog = new TimeplusCatalog(transport);
        this.ingestion = new TimeplusIngestion(transport);
        this.savedQueries = new TimeplusSavedQueries(transport, queries);
    }

    /** An endpoint that is a server and no path gets the workspace's path; a self-hosted server has just one. */
    static HttpUrl baseUrl(PlatformConfig config) {
        HttpUrl url = HttpUrl.get(config.endpoint().orElse("https://us.timeplus.cloud"));
        String workspace = config.options().getOrDefault(TimeplusProvider.WORKSPACE, "default");
        if (url.encodedPath().equals("/")) {
            url = url.newBuilder()
                    .addPathSegment(workspace)
                    .addPathSegment("api")
                    .build();
        }
        return url.encodedPath().endsWith("/")
                ? url
                : url.newBuilder().addPathSegment("").build();
    }

    private static void authenticate(Credentials credentials, Headers.Builder headers) {
        if (credentials instanceof ApiKey apiKey) {
            headers.set("X-Api-Key", apiKey.key());
        } else if (credentials instanceof BasicCredentials basic) {
            headers.set(
                    "Authorization", okhttp3.Credentials.basic(basic.user(), basic.password(), StandardCharsets.UTF_8));
        } else {
            throw new ConfigurationException(
                    ErrorContext.of(TimeplusProvider.VENDOR, "credentials"),
                    "Timeplus takes an API key, or user name and password, not a bearer token",
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
        return transport.api(type, QueriesApi.class, "Timeplus");
    }

    @Override
    public void close() {
        transport.close();
    }
}
