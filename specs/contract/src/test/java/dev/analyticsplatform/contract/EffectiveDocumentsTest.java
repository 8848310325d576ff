package dev.analyticsplatform.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EffectiveDocumentsTest {
    private static final String OVERLAY = """
            overlay: 1.0.0
            info: {title: t, version: v}
            actions:
              - target: $.paths['/token'].post
                update: {operationId: getToken}
            """;
    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

    private final Path sources;
    private final Path target;
    private final Path effective;

    EffectiveDocumentsTest(@TempDir Path folder) throws IOException {
        sources = folder.resolve("specs");
        target = folder.resolve("target");
        effective = target.resolve("shop/api.yaml");
        Files.createDirectories(sources.resolve("shop"));
        Files.writeString(sources.resolve("shop/api.yaml"), Shop.text());
        Files.writeString(sources.resolve("shop/api.overlay.yaml"), OVERLAY);
    }

    @Test
    void aDocumentIsWrittenWithItsOverlayAndCounted() throws IOException {
        Files.writeString(sources.resolve("shop/other.yaml"), Shop.text());
        Files.writeString(Files.createDirectories(sources.resolve("contract")).resolve("pom.xml"), "<project/>");

        assertThat(run()).isEqualTo("shop/api: 9 operations\nshop/other: 9 operations\n");
        assertThat(ApiDocument.parse("shop", Files.readString(effective)).operation("getToken"))
                .isPresent();
        assertThat(ApiDocument.parse("shop", Files.readString(target.resolve("shop/other.yaml")))
                        .operation("token"))
                .isPresent();
    }

    @Test
    void twoRunsGiveTheSameBytesAndTheSecondWritesNothing() throws IOException {
        run();
        byte[] first = Files.readAllBytes(effective);
        Files.setLastModifiedTime(effective, LONG_AGO);

        run();

        assertThat(Files.readAllBytes(effective)).isEqualTo(first);
        assertThat(Files.getLastModifiedTime(effective)).isEqualTo(LONG_AGO);
    }

    @Test
    void aChangedOverlayIsWritten() throws IOException {
        run();
        Files.setLastModifiedTime(effective, LONG_AGO);
        Files.writeString(sources.resolve("shop/api.overlay.yaml"), OVERLAY.replace("getToken", "newToken"));

        run();

        assertThat(effective).content().contains("newToken");
        assertThat(Files.getLastModifiedTime(effective)).isNotEqualTo(LONG_AGO);
    }

    @Test
    void theEffectiveDocumentOfADeletedOneIsDeleted() throws IOException {
        run();
        Files.delete(sources.resolve("shop/api.yaml"));
        Files.delete(sources.resolve("shop/api.overlay.yaml"));

        assertThat(run()).isEmpty();
        assertThat(effective).doesNotExist();
    }

    @Test
    void everyFaultyDocumentFailsTheBuildInOneMessage() throws IOException {
        Files.writeString(sources.resolve("shop/api.overlay.yaml"), OVERLAY.replace("/token", "/nothing"));
        Files.writeString(sources.resolve("shop/bad.yaml"), Shop.text().replace("x-safety: unsafe", "x: y"));
        Files.writeString(sources.resolve("shop/lone.overlay.yaml"), OVERLAY);

        assertThatIllegalArgumentException()
                .isThrownBy(this::run)
                .withMessageContaining(
                        "shop/api.overlay.yaml: action 1, target $.paths['/nothing'].post: matches nothing in the document")
                .withMessageContaining("shop/bad: operation createOrder (POST /orders) needs x-safety")
                .withMessageContaining("shop/lone.overlay.yaml: there is no document for this overlay");
        assertThat(effective).doesNotExist();
    }

    private String run() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new EffectiveDocuments(sources, target).write(new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
}
