package dev.cogo.gateway.supabase.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BanDurationTest {
    @Test
    void durationsAreReadAsGoWritesThem() {
        assertThat(BanDuration.of("24h")).contains(Duration.ofDays(1));
        assertThat(BanDuration.of("1h30m")).contains(Duration.ofMinutes(90));
        assertThat(BanDuration.of("876600h")).contains(Duration.ofHours(876_600));
        assertThat(BanDuration.of("90000ms")).contains(Duration.ofSeconds(90));
        assertThat(BanDuration.of("none")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "h",
                "-1h",
                "1 h",
                "1h ",
                "1d",
                "0s",
                "1ms",
                "99999999999999999999h",
                "1h1h1h1h1h1h1h1h1h1h1h1h1h1h1h1h1h1h1h1h1h"
            })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> BanDuration.of(text)).isInstanceOf(AuthException.class);
    }
}
