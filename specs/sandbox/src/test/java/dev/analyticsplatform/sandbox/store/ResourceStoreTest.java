package dev.analyticsplatform.sandbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.analyticsplatform.contract.ApiDocument;
import dev.analyticsplatform.sandbox.SandboxClock;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Caller;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import dev.analyticsplatform.sandbox.vendor.VendorSetup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import okio.ByteString;
import org.junit.jupiter.api.Test;

final class ResourceStoreTest {
    private static final ApiDocument DOCUMENT = ApiDocument.named("rockset/api");
    private static final Caller ADA = new Caller("ada@example.com", "laptop");

    private final SandboxClock clock = SandboxClock.at(Instant.parse("2026-01-02T03:04:05.678Z"));
    private final VendorSetup setup =
            new VendorSetup(List.of("key"), clock, 1, () -> URI.create("http://127.0.0.1:1/"), service -> {
                throw new IllegalStateException("a store needs no address");
            });
    private final Handlers handlers = new Handlers();

    private static ResourceKind role() {
        return ResourceKind.named("Role")
                .id("role_name", "roleName")
                .create("createRole")
                .read("getRole")
                .list("listRoles")
                .delete("deleteRole")
                .template(
                        "{\"role_name\":null,\"created_at\":null,\"description\":\"none\",\"changed\":null,\"o\":null}")
                .stamp("created_at", Stamp.NOW)
                .stamp("owner", Stamp.USER)
                .stampEachTime("changed", Stamp.NOW);
    }

    private JsonNode call(String operationId, String name, String body) throws IOException {
        Exchange exchange = new Exchange(
                DOCUMENT.operation(operationId).orElseThrow(),
                name.isEmpty() ? Map.of() : Map.of("roleName", name),
                Map.of(),
                Map.of(),
                ByteString.encodeUtf8(body));
        Answer answer = handlers.of(operationId).orElseThrow().handle(exchange.from(ADA));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        answer.content().writeTo(bytes);
        return Json.MAPPER.readTree(bytes.toByteArray());
    }

    @Test
    void membersKeepTheOrderOfTheTemplateAndWhatTheServerSets() throws IOException {
        new ResourceStore(role(), setup).serve(handlers);
        assertThat(call("createRole", "", "{\"role_name\":\"r\",\"extra\":1.10}")
                        .toString())
                .isEqualTo(
                        "{\"data\":{\"role_name\":\"r\",\"created_at\":\"2026-01-02T03:04:05Z\",\"description\":\"none\","
                                + "\"changed\":\"2026-01-02T03:04:05Z\",\"o\":null,\"extra\":1.10,\"owner\":\"ada@example.com\"}}");
    }

    @Test
    void aReplacementTakesBackWhatIsNotSentAndAMergeKeepsIt() throws IOException {
        new ResourceStore(role().replace("updateRole"), setup).serve(handlers);
        call("createRole", "", "{\"role_name\":\"r\",\"description\":\"first\",\"o\":{\"a\":1}}");
        clock.advance(Duration.ofMinutes(1));
        JsonNode replaced = call("updateRole", "r", "{\"o\":{\"b\":2}}").path("data");
        assertThat(replaced.path("description").asText()).isEqualTo("none");
        assertThat(replaced.path("o").toString()).isEqualTo("{\"b\":2}");
        assertThat(replaced.path("created_at").asText()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(replaced.path("changed").asText()).isEqualTo("2026-01-02T03:05:05Z");
        assertThat(replaced.path("role_name").asText()).isEqualTo("r");
    }

    @Test
    void aDeepMergeKeepsWhatIsNotSentAtAnyDepth() throws IOException {
        new ResourceStore(role().update("updateRole").mergesDeeply(), setup).serve(handlers);
        call("createRole", "", "{\"role_name\":\"r\",\"o\":{\"a\":{\"x\":1},\"b\":1}}");
        JsonNode merged = call("updateRole", "r", "{\"o\":{\"a\":{\"y\":2}},\"description\":null}")
                .path("data");
        assertThat(merged.path("o").toString()).isEqualTo("{\"a\":{\"x\":1,\"y\":2},\"b\":1}");
        assertThat(merged.path("description").asText())
                .as("null is as good as not sent")
                .isEqualTo("none");
    }

    @Test
    void errorsAreAsTheyAreDescribed() throws IOException {
        new ResourceStore(role().conflict(new ErrorText(409, "TAKEN", "{id} is taken", "{\"code\":7}")), setup)
                .serve(handlers);
        call("createRole", "", "{\"role_name\":\"r\"}");
        assertThatThrownBy(() -> call("createRole", "", "{\"role_name\":\"r\"}"))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.status()).isEqualTo(409);
                    assertThat(refusal.type()).isEqualTo("TAKEN");
                    assertThat(refusal.text()).isEqualTo("r is taken");
                    assertThat(refusal.details().toString()).isEqualTo("{\"code\":7}");
                });
        assertThatThrownBy(() -> call("getRole", "other", "{}"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(404));
    }

    @Test
    void whatFailsAfterItWasMadeIsTakenBack() throws IOException {
        ResourceHooks failing = new ResourceHooks() {
            @Override
            public void afterCreate(Exchange exchange, Resource made) {
                throw new Refusal(400, "NO", "not this time");
            }
        };
        new ResourceStore(role().hooks(failing), setup).serve(handlers);
        assertThatThrownBy(() -> call("createRole", "", "{\"role_name\":\"r\"}"))
                .isInstanceOf(Refusal.class);
        assertThat(call("listRoles", "", "{}").path("data")).isEmpty();
    }

    @Test
    void secretsAreMaskedInAnswersAtAnyDepth() throws IOException {
        new ResourceStore(role().secret("password"), setup).serve(handlers);
        call("createRole", "", "{\"role_name\":\"r\",\"o\":{\"list\":[{\"password\":\"hidden\"}]}}");
        for (JsonNode answer :
                List.of(call("getRole", "r", "{}"), call("listRoles", "", "{}"), call("deleteRole", "r", "{}"))) {
            assertThat(answer.toString()).contains("\"password\":\"********\"").doesNotContain("hidden");
        }
    }
}
