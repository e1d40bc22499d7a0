package dev.cogo.agentbridge.delegation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.RepeatedTest;

class BackoffTest {
    private final Backoff backoff = new Backoff(Duration.ofSeconds(2));

    @RepeatedTest(20)
    void pausesDoubleUpToAMinute() {
        assertThat(backoff.after(1)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(backoff.after(3)).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(8));
        assertThat(backoff.after(1000)).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
    }
}
