package dev.analyticsplatform.client.singlestore;

import dev.analyticsplatform.client.contract.ClientContract;
import dev.analyticsplatform.client.contract.GeneratedClient;

final class SingleStoreContractTest extends ClientContract {
    @Override
    protected GeneratedClient client() {
        return GeneratedClient.of(
                JSON.class, JSON.gson(), JSON.converterFactory(), "singlestore/management", "singlestore/data");
    }
}
