package dev.cogo.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.schema.archive.Analytics;
import dev.cogo.schema.archive.AnalyticsHour;
import dev.cogo.schema.archive.FunctionMetric;
import dev.cogo.schema.archive.FunctionMetrics;
import dev.cogo.schema.archive.ReadAnalytics;
import dev.cogo.schema.archive.ReadFunctionMetrics;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.event.ClusterStatus;
import dev.cogo.schema.event.ReadClusterStatus;
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

    @Test
    void operationsArePutTogether() {
        database.query("""
                INSERT INTO function_metrics
                    (function_name, execution_time, db_queries, ai_requests, errors, calls, timestamp)
                VALUES ('sendMessage', 10, 3, 0, 1, 3, now()), ('sendMessage', 2, 1, 1, 0, 1, now()),
                       ('history', 5, 1, 0, 0, 1, now()), ('history', 500, 1, 0, 0, 1, now() - interval '2 hours')""");
        FunctionMetrics found = bus.<FunctionMetrics>request(Address.FUNCTION_METRICS_READ, new ReadFunctionMetrics(1))
                .await();
        assertThat(found.items())
                .containsExactly(
                        new FunctionMetric("sendMessage", 4, 8.0, 1, 4, 1),
                        new FunctionMetric("history", 1, 5.0, 0, 1, 0));
    }

    @Test
    void theClustersWorkIsCounted() {
        ClusterStatus status = bus.<ClusterStatus>request(Address.CLUSTER_STATUS_READ, new ReadClusterStatus())
                .await();
        database.query("""
                INSERT INTO mails (id, email, language) VALUES (gen_random_uuid(), 'a@example.org', 'en')""");
        try {
            ClusterStatus more = bus.<ClusterStatus>request(Address.CLUSTER_STATUS_READ, new ReadClusterStatus())
                    .await();
            assertThat(waitingMails(more)).isEqualTo(waitingMails(status) + 1);
        } finally {
            database.query("DELETE FROM mails");
        }
    }

    private static long waitingMails(ClusterStatus status) {
        return status.work().stream()
                .filter(work -> work.kind().equals("mails"))
                .mapToLong(ClusterStatus.OpenWork::waiting)
                .sum();
    }

    private Analytics read(int hours) {
        return bus.<Analytics>request(Address.ANALYTICS_READ, new ReadAnalytics(Ids.next(), hours))
                .await();
    }
}
