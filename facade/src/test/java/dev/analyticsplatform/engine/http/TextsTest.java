package dev.analyticsplatform.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analyticsplatform.BasicCredentials;
import java.nio.charset.StandardCharsets;
import okhttp3.Credentials;
import okhttp3.Headers;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TextsTest {

    @Test
    @DisplayName("an excerpt is one line, at most so many bytes, and never half a character")
    void line() {
        assertThat(Texts.line(" a\r\n\t b\u0000c\u001b[31m ", 100)).isEqualTo("a b c [31m");
        assertThat(Texts.line("😀😀😀", 9)).isEqualTo("😀😀");
        assertThat(Texts.line("ü".repeat(5000), 2048).getBytes(StandardCharsets.UTF_8))
                .hasSize(2048);
    }

    @Test
    @DisplayName("row 82: passwords are cut out plain, encoded in a URL, escaped in JSON and as Basic credentials")
    void basic() {
        var redactor = new Redactor();
        var header = Credentials.basic("ann", "p\"w d&1", StandardCharsets.UTF_8);
        redactor.learn(BasicCredentials.of("ann", "p\"w d&1"), Headers.of("Authorization", header));
        assertThat(redactor.redact("p\"w d&1|" + header + "|p%22w+d%261|p\\\"w d&1"))
                .isEqualTo("[redacted]|Basic [redacted]|[redacted]|[redacted]");
        assertThat(redactor.safe(new IllegalStateException("x", new IllegalStateException(header))))
                .isNull();
        assertThat(redactor.safe(new IllegalStateException("x"))).isNotNull();
    }
}
