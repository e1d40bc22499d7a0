package dev.cogo.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.testing.Eventually;
import dev.cogo.runtime.testing.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScheduleTest extends ArchiveTest {
    @Override
    Duration interval() {
        return Duration.ofMillis(50);
    }

    /** Its own: when the next run is due stays in the database. */
    @Override
    DatabaseConfig databaseConfig() {
        return TestDatabase.migrated();
    }

    @Test
    void theArchiveWorksUnasked() {
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
