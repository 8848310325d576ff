package dev.analyticsplatform.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

    @Test
    @DisplayName("500 tokens, 5 a retry; a success gives back what it took, at least 1, and never more than fits")
    void tokens() {
        var bucket = new TokenBucket();
        bucket.success(1000);
        for (int i = 0; i < 100; i++) {
            assertThat(bucket.take()).isTrue();
        }
        assertThat(bucket.take()).isFalse();
        bucket.success(10);
        assertThat(bucket.take()).isTrue();
        assertThat(bucket.take()).isTrue();
        assertThat(bucket.take()).isFalse();
        for (int i = 0; i < 5; i++) {
            assertThat(bucket.take()).isFalse();
            bucket.success(0);
        }
        assertThat(bucket.take()).isTrue();
    }
}
