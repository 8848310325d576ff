package dev.analyticsplatform.samples;

import dev.analyticsplatform.ApiKey;
import dev.analyticsplatform.BasicCredentials;
import dev.analyticsplatform.PlatformConfig;
import dev.analyticsplatform.sandbox.Sandbox;

/** All that differs between vendors: how a program says where the vendor is and who calls. */
final class SandboxConfiguration {

    private SandboxConfiguration() {}

    static PlatformConfig of(Sandbox sandbox) {
        var config = PlatformConfig.of(sandbox.vendor())
                .endpoint(sandbox.url().toString())
                .credentials(ApiKey.of(sandbox.key()));
        return switch (sandbox.vendor()) {
            case "singlestore" ->
                config.sqlCredentials(BasicCredentials.of("admin", sandbox.key()))
                        .compute("sandbox")
                        .namespace("quickstart");
            case "deltastream" -> config.namespace("quickstart.public");
            default -> config;
        };
    }
}
