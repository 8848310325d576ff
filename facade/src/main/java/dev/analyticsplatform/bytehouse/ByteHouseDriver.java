package dev.analyticsplatform.bytehouse;

import dev.analyticsplatform.PlatformConfig;
import dev.analyticsplatform.client.bytehouse.JSON;
import dev.analyticsplatform.client.bytehouse.Operation;
import dev.analyticsplatform.client.bytehouse.api.QueriesApi;
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
                        Endpoint.baseUrl(config.endpoint().orElseThrow()),
                        JSON.gson(),
                        Authentication.bearer(
                                ByteHouseProvider.VENDOR,
                                "ByteHouse takes an API key or a bearer token, not user name and password"),
                        new ByteHouseErrors(),
                        ByteHouseDriver::operation));
        this.queries = new ByteHouseQueries(transport, config);
        this.catalog = new ByteHouseCatalog(transport, config, queries);
        this.ingestion = new ByteHouseIngestion(queries, catalog);
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
        return transport.api(type, QueriesApi.class, "ByteHouse");
    }

    @Override
    public void close() {
        transport.close();
    }
}
