package dev.cogo.ai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cogo.ai.budget.SpendingConfig;
import dev.cogo.ai.http.CallLimits;
import dev.cogo.ai.model.Generation;
import dev.cogo.ai.model.ModelConfig;
import dev.cogo.ai.model.Services;
import dev.cogo.ai.router.RouterConfig;
import dev.cogo.ai.run.RunConfig;
import dev.cogo.ai.tool.ToolsConfig;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AiConfigTest {
    private static final URI LOCAL = URI.create("http://127.0.0.1:8000/v1");

    private static Services services(@Nullable String openAiKey) {
        return new Services(" secret-key\n", Services.GEMINI, openAiKey, Services.OPENAI, Map.of(LOCAL, "local-key"));
    }

    @Test
    void needsNothing() {
        AiConfig config = AiConfig.defaults();
        assertThat(config.router().models()).isEmpty();
        assertThat(config.router().generation().maxOutputTokens()).isEqualTo(1024);
        assertThat(config.cacheLife()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void asksTheModelsOfTheServicesThatItHasAKeyFor() {
        assertThat(services(null).models(Services.DEFAULT_MODELS))
                .extracting(ModelConfig::name)
                .containsExactly("gemini-3.5-flash-lite", "gemini-3.1-flash-lite");
        assertThat(Services.gemini(" ", Services.GEMINI).models(Services.DEFAULT_MODELS))
                .isEmpty();
    }

    @Test
    void givesEachServiceItsOwnKey() {
        List<ModelConfig> models = services("open-key")
                .models(List.of(
                        "openai:http://127.0.0.1:8000/v1/#meta/llama:8b",
                        "gemini:g",
                        "openai:gpt-x",
                        "openai:http://other:1/v1#m"));
        assertThat(models)
                .containsExactly(
                        new ModelConfig(ModelConfig.Dialect.OPENAI, "meta/llama:8b", LOCAL, "local-key"),
                        new ModelConfig(ModelConfig.Dialect.GEMINI, "g", Services.GEMINI, "secret-key"),
                        new ModelConfig(ModelConfig.Dialect.OPENAI, "gpt-x", Services.OPENAI, "open-key"),
                        new ModelConfig(ModelConfig.Dialect.OPENAI, "m", URI.create("http://other:1/v1"), null));
        assertThat(models + services("open-key").toString())
                .doesNotContain("secret-key", "open-key", "local-key")
                .contains("present");
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
        assertThatThrownBy(() -> Services.gemini(null, URI.create(url)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("GEMINI_BASE_URL");
        assertThatThrownBy(() -> services("k").models(List.of("openai:" + url + "#m")))
                .hasMessageContaining("AI_MODELS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "m", "other:m", "gemini:", "gemini:../x", "gemini:a/b", "openai:a b", "openai:ü"})
    void namesAWrongModel(String model) {
        assertThatThrownBy(() -> services("k").models(List.of(model))).hasMessageContaining("AI_MODELS");
    }

    @Test
    void namesWhatElseIsWrong() {
        assertThatThrownBy(() -> Services.gemini("a\nb", Services.GEMINI).models(List.of("gemini:m")))
                .hasMessageContaining("GEMINI_API_KEY")
                .hasMessageNotContaining("a\nb");
        assertThatThrownBy(() -> services(null).models(List.of("openai:gpt-x"))).hasMessageContaining("OPENAI_API_KEY");
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> CallLimits.of(Duration.ZERO, second, second)).hasMessageContaining("AI_FIRST_TIMEOUT");
        assertThatThrownBy(() -> CallLimits.of(second, Duration.ofHours(1), second))
                .hasMessageContaining("AI_IDLE_TIMEOUT");
        assertThatThrownBy(() -> CallLimits.of(second, second, Duration.ofHours(1)))
                .hasMessageContaining("AI_TIMEOUT");
        assertThatThrownBy(() -> new Generation(0, null)).hasMessageContaining("AI_MAX_OUTPUT_TOKENS");
        assertThatThrownBy(() -> of(0, 1, second)).hasMessageContaining("AI_MAX_CONCURRENT");
        assertThatThrownBy(() -> of(1, 201, second)).hasMessageContaining("AI_CONTEXT_MESSAGES");
        assertThatThrownBy(() -> of(1, 1, Duration.ZERO)).hasMessageContaining("lease");
    }

    private static AiConfig of(int maxConcurrent, int contextMessages, Duration lease) {
        return AiConfig.of(
                RouterConfig.of(List.of(), Generation.DEFAULT, CallLimits.DEFAULT),
                SpendingConfig.none(),
                maxConcurrent,
                contextMessages,
                8000,
                null,
                RunConfig.of(lease, false, false),
                ToolsConfig.none(),
                null,
                true);
    }
}
