package dev.cogo.ai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cogo.ai.gemini.GeminiConfig;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AiConfigTest {
    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

    @Test
    void needsNothing() {
        AiConfig config = AiConfig.defaults();
        assertThat(config.gemini().apiKey()).isNull();
        assertThat(config.gemini().models()).containsExactly("gemini-2.5-flash-lite", "gemini-3.5-flash-lite");
        assertThat(config.cacheLife()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void doesNotShowTheKey() {
        AiConfig config = AiConfig.of(
                " secret-key\n", GeminiConfig.DEFAULT_BASE_URL, List.of("m"), HALF_A_MINUTE, 1, 1, HALF_A_MINUTE);
        assertThat(config.gemini().apiKey()).isEqualTo("secret-key");
        assertThat(config.toString()).doesNotContain("secret-key").contains("present");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://example.org",
                "example.org/v1beta",
                "https://user:pass@example.org/v1beta",
                "https://example.org/v1beta?key=1",
                "https:///v1beta"
            })
    void namesAWrongBaseUrl(String url) {
        assertThatThrownBy(() -> GeminiConfig.of(null, URI.create(url), List.of("m"), HALF_A_MINUTE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("GEMINI_BASE_URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../x", "a/b", "a b", "ü"})
    void namesAWrongModel(String model) {
        assertThatThrownBy(() -> GeminiConfig.of(null, GeminiConfig.DEFAULT_BASE_URL, List.of(model), HALF_A_MINUTE))
                .hasMessageContaining("GEMINI_MODELS");
    }

    @Test
    void namesWhatElseIsWrong() {
        URI url = GeminiConfig.DEFAULT_BASE_URL;
        assertThatThrownBy(() -> GeminiConfig.of("a\nb", url, List.of("m"), HALF_A_MINUTE))
                .hasMessageContaining("GEMINI_API_KEY")
                .hasMessageNotContaining("a\nb");
        assertThatThrownBy(() -> GeminiConfig.of(null, url, List.of(), HALF_A_MINUTE))
                .hasMessageContaining("GEMINI_MODELS");
        assertThatThrownBy(() -> GeminiConfig.of(null, url, List.of("m"), Duration.ofMinutes(2)))
                .hasMessageContaining("AI_TIMEOUT");
        assertThatThrownBy(() -> of(0, 1, HALF_A_MINUTE)).hasMessageContaining("AI_MAX_CONCURRENT");
        assertThatThrownBy(() -> of(1, 201, HALF_A_MINUTE)).hasMessageContaining("AI_CONTEXT_MESSAGES");
        assertThatThrownBy(() -> of(1, 1, Duration.ZERO)).hasMessageContaining("AI_LEASE");
    }

    private static AiConfig of(int maxConcurrent, int contextMessages, Duration lease) {
        return AiConfig.of(
                null,
                GeminiConfig.DEFAULT_BASE_URL,
                List.of("m"),
                HALF_A_MINUTE,
                maxConcurrent,
                contextMessages,
                lease);
    }
}
