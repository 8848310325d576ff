package dev.analyticsplatform.singlestore;

import dev.analyticsplatform.ConfigurationException;
import dev.analyticsplatform.Credentials;
import dev.analyticsplatform.ErrorContext;
import dev.analyticsplatform.PlatformConfig;
import dev.analyticsplatform.client.singlestore.JSON;
import dev.analyticsplatform.client.singlestore.api.HttpApi;
import dev.analyticsplatform.driver.CatalogDriver;
import dev.analyticsplatform.driver.IngestionDriver;
import dev.analyticsplatform.driver.PlatformDriver;
import dev.analyticsplatform.driver.QueriesDriver;
import dev.analyticsplatform.driver.SavedQueriesDriver;
import dev.analyticsplatform.engine.http.Authentication;
import dev.analyticsplatform.engine.http.Endpoint;
import dev.analyticsplatform.engine.http.Transport;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** SingleStore, opened: the Management API, and beside it the Data API of each workspace that is used. */
final class SingleStoreDriver implements PlatformDriver {

    /** The first transport, which the others are beside: of the Management API if there is one. */
    private final Transport transport;

    private final boolean managed;
    private final SingleStoreSql sql;
    private final SingleStoreQueries queries;
    private final SingleStoreCatalog catalog;
    private final SingleStoreIngestion ingestion;

    SingleStoreDriver(PlatformConfig config) {
        this.managed = SingleStoreProvider.managed(config);
        HttpUrl fixedUrl = url(config.options().get(SingleStoreProvider.SQL_ENDPOINT));
        if (managed) {
            HttpUrl url = Endpoint.baseUrl(config.endpoint().orElse("https://api.singlestore.com"));
            this.transport = Transport.open(config, management(url));
            Credentials user = config.sqlCredentials().orElseThrow();
            this.sql = new SingleStoreSql(
                    fixedUrl == null ? null : transport.beside(SingleStoreSql.endpoint(fixedUrl), user),
                    new SingleStoreWorkspaces(transport, url),
                    address -> transport.beside(SingleStoreSql.endpoint(address), user),
                    config.compute());
        } else {
            this.transport =
                    Transport.open(config, SingleStoreSql.endpoint(java.util.Objects.requireNonNull(fixedUrl)));
            this.sql = new SingleStoreSql(transport, null, address -> transport, Optional.empty());
        }
        this.queries = new SingleStoreQueries(sql, config);
        this.catalog = new SingleStoreCatalog(queries);
        this.ingestion = new SingleStoreIngestion(queries);
    }

    private static @Nullable HttpUrl url(@Nullable String text) {
        return text == null ? null : Endpoint.baseUrl(text.strip());
    }

    private static Endpoint management(HttpUrl url) {
        return new Endpoint(
                SingleStoreProvider.VENDOR,
                url,
                JSON.gson(),
                Authentication.bearer(
                        SingleStoreProvider.VENDOR,
                        "the Management API takes an API key or a bearer token; a database user goes into sqlCredentials"),
                new SingleStoreErrors(),
                SingleStoreSql::operation);
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

    /** SingleStore keeps no queries; the capability table says so before anything comes here. */
    @Override
    public SavedQueriesDriver savedQueries() {
        return new SavedQueriesDriver() {};
    }

    /** The interface of the Data API is bound to the default workspace, which may be looked up for it. */
    @Override
    public <T> T api(Class<T> type) {
        if (type == HttpApi.class) {
            return sql.transport(Optional.empty()).api(type);
        }
        if (!managed && type.getPackageName().equals(HttpApi.class.getPackageName())) {
            throw new ConfigurationException(
                    ErrorContext.of(SingleStoreProvider.VENDOR, "api"),
                    type.getSimpleName()
                            + " is of the Management API, but there are only the credentials of a database "
                            + "user; give the key as credentials and the user as sqlCredentials",
                    null);
        }
        return transport.api(type, HttpApi.class, "SingleStore");
    }

    @Override
    public void close() {
        transport.close();
    }
}
