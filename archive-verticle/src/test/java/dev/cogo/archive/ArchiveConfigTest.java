package dev.cogo.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cogo.archive.retention.RetentionConfig;
import dev.cogo.schema.session.SessionKind;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ArchiveConfigTest {
    @Test
    void wrongValuesNameTheirSetting() {
        Duration day = Duration.ofDays(1);
        assertThatThrownBy(() -> new ArchiveConfig(Duration.ZERO, day, day, 1, 1, day, day, RetentionConfig.none()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ARCHIVE_AFTER");
        assertThatThrownBy(() ->
                        new ArchiveConfig(day, day, Duration.ofSeconds(-1), 1, 1, day, day, RetentionConfig.none()))
                .hasMessageContaining("ARCHIVE_INTERVAL");
        assertThatThrownBy(
                        () -> new ArchiveConfig(day, day, day, 1, 1, day, Duration.ofHours(1), RetentionConfig.none()))
                .hasMessageContaining("AUDIT_RETENTION");
        assertThatThrownBy(() -> new RetentionConfig(Map.of(SessionKind.GROUP, Duration.ofHours(23)), Optional.empty()))
                .hasMessageContaining("RETENTION_GROUP");
        RetentionConfig aDay = new RetentionConfig(Map.of(SessionKind.DIRECT, day), Optional.empty());
        assertThatThrownBy(() -> new ArchiveConfig(day, day, day, 1, 1, day, day, aDay))
                .hasMessageContaining("ARCHIVE_AFTER");
    }

    @Test
    void theViewsDayIsInTheHotTable() {
        assertThat(ArchiveConfig.defaults().hotAge()).isEqualTo(Duration.ofHours(24));
    }
}
