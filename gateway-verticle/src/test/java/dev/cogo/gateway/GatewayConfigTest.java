package dev.cogo.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayConfigTest {
    private static final GatewayConfig DEFAULTS = GatewayConfig.defaults();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chat.example.com",
                "https://chat.example.com/",
                "ftp://chat.example.com",
                "https://",
                "null",
                "https://a/b",
                "https://chat.example.com?x=1",
                "https://chat.example.com#x",
                "https://me@chat.example.com",
                "https://chat.example.com:70000",
                "https://bücher.example",
                "https://*.example.com"
            })
    void anOriginIsSchemeHostAndPort(String origin) {
        assertThatThrownBy(() -> config(Set.of(origin), Set.of(), Duration.ofMinutes(15)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("origin");
    }

    @Test
    void goodOriginsAreTaken() {
        Set<String> origins = Set.of("https://chat.example.com", "http://localhost:5173", "*");

        assertThat(config(origins, Set.of(), Duration.ofMinutes(15)).corsOrigins())
                .isEqualTo(origins);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            https://App.Example, https://app.example
            HTTPS://app.example, https://app.example
            https://b.example:443, https://b.example
            http://b.example:80, http://b.example
            http://b.example:443, http://b.example:443
            https://b.example:, https://b.example
            https://[2001:DB8::1]:8443, https://[2001:db8::1]:8443
            """)
    void anOriginIsKeptAsBrowsersWriteIt(String given, String kept) {
        assertThat(config(Set.of(given), Set.of(), Duration.ofMinutes(15)).corsOrigins())
                .containsExactly(kept);
    }

    @Test
    void operatorsAreNormalisedOrRefused() {
        assertThat(config(Set.of(), Set.of(" Boss@Example.org "), Duration.ofMinutes(15))
                        .operatorEmails())
                .containsExactly("boss@example.org");
        assertThatThrownBy(() -> config(Set.of(), Set.of("boss"), Duration.ofMinutes(15)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'boss'");
    }

    @Test
    void livesOfTokensAreBounded() {
        assertThatThrownBy(() -> config(Set.of(), Set.of(), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("accessTokenLife");
    }

    @Test
    void printingItTellsNoSecret() {
        assertThat(DEFAULTS.toString())
                .doesNotContain(DEFAULTS.secrets().agentToken())
                .doesNotContain(DEFAULTS.secrets().agentSecretsKey())
                .doesNotContain(DEFAULTS.secrets().operatorCode())
                .doesNotContain(DEFAULTS.secrets().serviceKeySecret())
                .doesNotContain(DEFAULTS.secrets().refreshTokenSecret());
    }

    @Test
    void secretsAreLongEnough() {
        assertThatThrownBy(() -> new GatewaySecrets(
                        "short",
                        DEFAULTS.secrets().agentSecretsKey(),
                        DEFAULTS.secrets().operatorCode(),
                        DEFAULTS.secrets().anonKeySecret(),
                        DEFAULTS.secrets().serviceKeySecret(),
                        DEFAULTS.secrets().refreshTokenSecret()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("AGENT_SERVICE_TOKEN")
                .hasMessageNotContaining("short ");
    }

    private static GatewayConfig config(Set<String> origins, Set<String> operators, Duration accessTokenLife) {
        return new GatewayConfig(
                DEFAULTS.httpHost(),
                DEFAULTS.httpPort(),
                DEFAULTS.tls(),
                origins,
                DEFAULTS.trustedProxies(),
                operators,
                DEFAULTS.secrets(),
                accessTokenLife,
                DEFAULTS.refreshTokenLife(),
                DEFAULTS.accounts(),
                DEFAULTS.maxBodyBytes(),
                DEFAULTS.limits(),
                DEFAULTS.realtime(),
                DEFAULTS.supabase(),
                DEFAULTS.metrics());
    }
}
