package dev.cogo.agentbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cogo.runtime.network.AddressRanges;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentBridgeConfigTest {
    private static final URI CALLBACK = URI.create("https://chat.example.org");

    @Test
    void theTokenIsNotShown() {
        assertThat(AgentBridgeConfig.defaults("very-secret", "very-secret-too", CALLBACK)
                        .toString())
                .doesNotContain("very-secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://host", "host:6001", "http://user:secret@host", "http://host?x=1", "http:///path"})
    void anAgentNeedsAPlainUrl(String url) {
        assertThatThrownBy(() -> with(Map.of("default", URI.create(url)), "token", CALLBACK))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("AGENT_URL")
                .hasMessageNotContaining("secret");
    }

    @Test
    void wrongValuesNameTheirSetting() {
        assertThatThrownBy(() -> with(Map.of(), "two words", CALLBACK)).hasMessageContaining("AGENT_SERVICE_TOKEN");
        assertThatThrownBy(() -> with(Map.of(), "token", URI.create("chat"))).hasMessageContaining("PUBLIC_URL");
        assertThatThrownBy(() -> with(Map.of("a b", CALLBACK), "token", CALLBACK))
                .hasMessageContaining("AGENT_URLS");
    }

    private static AgentBridgeConfig with(Map<String, URI> agents, String token, URI callbackBase) {
        Duration second = Duration.ofSeconds(1);
        return new AgentBridgeConfig(
                agents,
                token,
                callbackBase,
                second,
                1,
                second,
                second,
                second,
                second,
                1,
                "key",
                AddressRanges.parse(List.of()));
    }
}
