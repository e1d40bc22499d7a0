package dev.cogo.agentbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void itIsTheSpecificationsWithJitter() {
        Duration[] recommended = {
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24)
        };
        assertThat(Schedule.MAX_ATTEMPTS).isEqualTo(recommended.length + 1);
        for (int attempts = 1; attempts < Schedule.MAX_ATTEMPTS; attempts++) {
            Duration pause = recommended[attempts - 1];
            Set<Duration> seen = new HashSet<>();
            for (int i = 0; i < 20; i++) {
                Duration drawn = Schedule.pauseAfter(attempts, Duration.ZERO);
                assertThat(drawn)
                        .isBetween(
                                pause.multipliedBy(8).dividedBy(10),
                                pause.multipliedBy(12).dividedBy(10));
                seen.add(drawn);
            }
            assertThat(seen).hasSizeGreaterThan(5);
        }
    }

    @Test
    void aReceiverIsLeftAloneForAsLongAsItAsksUpToADay() {
        assertThat(Schedule.pauseAfter(1, Duration.ofMinutes(10))).isEqualTo(Duration.ofMinutes(10));
        assertThat(Schedule.pauseAfter(1, Duration.ofDays(10))).isEqualTo(Duration.ofDays(1));
        assertThat(Schedule.pauseAfter(9, Duration.ofMinutes(10))).isGreaterThan(Duration.ofHours(19));
    }
}
