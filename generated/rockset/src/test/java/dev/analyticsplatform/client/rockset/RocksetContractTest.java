package dev.analyticsplatform.client.rockset;

import dev.analyticsplatform.client.contract.ClientContract;
import dev.analyticsplatform.client.contract.GeneratedClient;

final class RocksetContractTest extends ClientContract {
    @Override
    protected GeneratedClient client() {
        return GeneratedClient.of(JSON.class, JSON.gson(), JSON.converterFactory(), "rockset/api");
    }
}
