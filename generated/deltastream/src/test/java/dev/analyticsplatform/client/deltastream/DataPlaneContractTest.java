package dev.analyticsplatform.client.deltastream;

import dev.analyticsplatform.client.contract.ClientContract;
import dev.analyticsplatform.client.contract.GeneratedClient;

final class DataPlaneContractTest extends ClientContract {
    @Override
    protected GeneratedClient client() {
        return GeneratedClient.of(JSON.class, JSON.gson(), JSON.converterFactory(), "deltastream/data-plane")
                .in("dataplane");
    }
}
