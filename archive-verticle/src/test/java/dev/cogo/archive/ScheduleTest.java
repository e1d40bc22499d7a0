package dev.cogo.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.runtime.testing.Eventually;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScheduleTest extends ArchiveTest {
    @Test
    void theArchiveWorksUnasked() {
        node(Duration.ofMillis(50));
        send(1, 25, "25 hours");
        awaitEmptyHotTable();
        send(26, 30, "25 hours");
        awaitEmptyHotTable();
        assertThat(history()).isEqualTo(range(1, 30));
    }

    private void awaitEmptyHotTable() {
        Eventually.until("an empty hot table", () -> hot().isEmpty());
    }
}
