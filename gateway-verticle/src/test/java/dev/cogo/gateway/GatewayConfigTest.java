package dev.cogo.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
                "https://a/b"
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
                .doesNotContain(DEFAULTS.secrets().operatorCode())
                .doesNotContain(DEFAULTS.secrets().serviceKeySecret())
                .doesNotContain(DEFAULTS.secrets().refreshTokenSecret());
    }

    @Test
    void secretsAreLongEnough() {
        assertThatThrownBy(() -> new GatewaySecrets(
                        "short",
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
                origins,
                DEFAULTS.trustedProxies(),
                operators,
                DEFAULTS.secrets(),
                accessTokenLife,
                DEFAULTS.refreshTokenLife(),
                DEFAULTS.maxBodyBytes(),
                DEFAULTS.limits(),
                DEFAULTS.realtime(),
                DEFAULTS.supabase());
    }
}
