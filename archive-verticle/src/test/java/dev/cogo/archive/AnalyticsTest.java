package dev.cogo.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.schema.archive.Analytics;
import dev.cogo.schema.archive.AnalyticsHour;
import dev.cogo.schema.archive.ReadAnalytics;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.identity.Ids;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AnalyticsTest extends ArchiveTest {
    @Test
    void anHourSaysWhatHappenedInIt() {
        database.query("""
                INSERT INTO chat_messages_realtime (id, session_id, seq, user_id, content, message_type, timestamp)
                SELECT gen_random_uuid(), session, seq, author, content, type,
                       date_trunc('hour', now()) - make_interval(hours => hours)
                FROM (VALUES
                    ($1::uuid, 1, $1::uuid, 'abcd', 'text', 0),
                    ($1::uuid, 2, $2::uuid, 'ab', 'text', 0),
                    ($2::uuid, 1, NULL, 'abcdef', 'ai_response', 0),
                    ($1::uuid, 3, $1::uuid, 'old', 'text', 5))
                    AS m (session, seq, author, content, type, hours)""", Ids.next(), Ids.next());

        Analytics day = read(24);
        assertThat(day.next()).isNull();
        assertThat(day.items()).hasSize(2);
        AnalyticsHour now = day.items().getFirst();
        assertThat(now)
                .extracting(
                        AnalyticsHour::messageCount,
                        AnalyticsHour::activeSessions,
                        AnalyticsHour::activeUsers,
                        AnalyticsHour::avgMessageLength,
                        AnalyticsHour::aiResponses)
                .containsExactly(3L, 2L, 2L, 4.0, 1L);
        assertThat(Duration.between(day.items().getLast().hour(), now.hour())).isEqualTo(Duration.ofHours(5));
        assertThat(read(5).items()).hasSize(1);
        assertThat(read(6).items()).hasSize(2);
    }

    @Test
    void aQuietDayHasNoHours() {
        assertThat(read(24).items()).isEmpty();
    }

    private Analytics read(int hours) {
        return bus.<Analytics>request(Address.ANALYTICS_READ, new ReadAnalytics(Ids.next(), hours))
                .await();
    }
}
