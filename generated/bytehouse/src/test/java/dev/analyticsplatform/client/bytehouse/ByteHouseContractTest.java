package dev.analyticsplatform.client.bytehouse;

import dev.analyticsplatform.client.contract.ClientContract;
import dev.analyticsplatform.client.contract.GeneratedClient;

final class ByteHouseContractTest extends ClientContract {
    @Override
    protected GeneratedClient client() {
        return GeneratedClient.of(JSON.class, JSON.gson(), JSON.converterFactory(), "bytehouse/api");
    }
}
