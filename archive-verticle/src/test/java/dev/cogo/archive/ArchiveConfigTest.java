package dev.cogo.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ArchiveConfigTest {
    @Test
    void wrongValuesNameTheirSetting() {
        Duration day = Duration.ofDays(1);
        assertThatThrownBy(() -> new ArchiveConfig(Duration.ZERO, day, day, 1, 1, day, day))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ARCHIVE_AFTER");
        assertThatThrownBy(() -> new ArchiveConfig(day, day, Duration.ofSeconds(-1), 1, 1, day, day))
                .hasMessageContaining("ARCHIVE_INTERVAL");
        assertThatThrownBy(() -> new ArchiveConfig(day, day, day, 1, 1, day, Duration.ofHours(1)))
                .hasMessageContaining("AUDIT_RETENTION");
    }

    @Test
    void theViewsDayIsInTheHotTable() {
        assertThat(ArchiveConfig.defaults().hotAge()).isEqualTo(Duration.ofHours(24));
    }
}
