package dev.analyticsplatform.rockset;

import dev.analyticsplatform.ApiKey;
import dev.analyticsplatform.BearerToken;
import dev.analyticsplatform.ConfigurationException;
import dev.analyticsplatform.Credentials;
import dev.analyticsplatform.ErrorContext;
import dev.analyticsplatform.PlatformConfig;
import dev.analyticsplatform.client.rockset.JSON;
import dev.analyticsplatform.client.rockset.Operation;
import dev.analyticsplatform.client.rockset.api.QueriesApi;
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

/** Rockset, opened. */
final class RocksetDriver implements PlatformDriver {

    private final Transport transport;
    private final RocksetQueries queries;
    private final RocksetCatalog catalog;
    private final RocksetIngestion ingestion;
    private final RocksetSavedQueries savedQueries;

    RocksetDriver(PlatformConfig config) {
        this.transport = Transport.open(
                config,
                new Endpoint(
                        RocksetProvider.VENDOR,
                        baseUrl(config),
                        JSON.gson(),
                        (credentials, headers) -> authenticate(config, credentials, headers),
                        new RocksetErrors(),
                        RocksetDriver::operation));
        this.queries = new RocksetQueries(transport, config);
        this.catalog = new RocksetCatalog(transport, queries);
        this.ingestion = new RocksetIngestion(transport);
        this.savedQueries = new RocksetSavedQueries(transport, queries);
    }

    private static HttpUrl baseUrl(PlatformConfig config) {
        String region = config.options().getOrDefault(RocksetProvider.REGION, "usw2a1");
        String url = config.endpoint().orElse("https://api." + region + ".rockset.com");
        return Endpoint.baseUrl(url);
    }

    private static void authenticate(PlatformConfig config, Credentials credentials, Headers.Builder headers) {
        if (credentials instanceof ApiKey apiKey) {
            headers.set("Authorization", "ApiKey " + apiKey.key());
        } else if (credentials instanceof BearerToken bearer) {
            headers.set("Authorization", "Bearer " + bearer.token());
            String organization = config.options().get(RocksetProvider.ORGANIZATION);
            if (organization != null) {
                headers.set("organization", organization);
            }
        } else {
            throw new ConfigurationException(
                    ErrorContext.of(RocksetProvider.VENDOR, "credentials"),
                    "Rockset takes an API key or a bearer token, not user name and password",
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
        return transport.api(type, QueriesApi.class, "Rockset");
    }

    @Override
    public void close() {
        transport.close();
    }
}
