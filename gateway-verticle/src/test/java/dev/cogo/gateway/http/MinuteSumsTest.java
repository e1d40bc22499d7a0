package dev.cogo.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.schema.archive.Metric;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MinuteSumsTest {
    private static final Instant FIRST = Instant.parse("2026-11-01T10:00:00Z");

    @Test
    void theCallsOfAnOperationBecomeOneRow() {
        MinuteSums sums = new MinuteSums();
        sums.add(new Metric("send", 10, 3, 0, 0, 1, FIRST));
        sums.add(new Metric("list", 5, 1, 0, 0, 1, FIRST.plusSeconds(1)));
        sums.add(new Metric("send", 30, 4, 2, 1, 1, FIRST.plusSeconds(2)));
        assertThat(sums.drain())
                .containsExactly(
                        new Metric("send", 20, 7, 2, 1, 2, FIRST),
                        new Metric("list", 5, 1, 0, 0, 1, FIRST.plusSeconds(1)));
        assertThat(sums.drain()).isEmpty();
    }

    @Test
    void sumsBeyondANumberEndThere() {
        MinuteSums sums = new MinuteSums();
        sums.add(new Metric("send", 1, Integer.MAX_VALUE, 0, 0, 1, FIRST));
        sums.add(new Metric("send", 1, 1, 0, 0, 1, FIRST));
        assertThat(sums.drain()).extracting(Metric::dbQueries).containsExactly(Integer.MAX_VALUE);
    }
}
