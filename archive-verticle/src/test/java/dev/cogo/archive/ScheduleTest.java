package dev.cogo.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScheduleTest extends ArchiveTest {
    private static final Duration LONGEST = Duration.ofSeconds(20);

    @Test
    void theArchiveWorksUnasked() throws Exception {
        node(Duration.ofMillis(50));
        send(1, 25, "25 hours");
        awaitEmptyHotTable();
        send(26, 30, "25 hours");
        awaitEmptyHotTable();
        assertThat(history()).isEqualTo(range(1, 30));
    }

    private void awaitEmptyHotTable() throws InterruptedException {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!hot().isEmpty()) {
            assertThat(System.nanoTime()).as("the hot table was not emptied").isLessThan(end);
            Thread.sleep(10);
        }
    }
}
