package dev.analyticsplatform.client.timeplus;

import dev.analyticsplatform.client.contract.ClientContract;
import dev.analyticsplatform.client.contract.GeneratedClient;

final class TimeplusContractTest extends ClientContract {
    @Override
    protected GeneratedClient client() {
        return GeneratedClient.of(JSON.class, JSON.gson(), JSON.converterFactory(), "timeplus/api");
    }
}
