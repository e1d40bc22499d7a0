package dev.cogo.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.schema.archive.Metric;
import dev.cogo.schema.archive.RecordMetrics;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.record.Done;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class MetricsTest extends ArchiveTest {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @Test
    void aBatchBecomesRows() {
        record(List.of(new Metric("sendMessage", 12, 3, 0, 0, 1, NOW), new Metric("aiResponse", 900, 7, 2, 1, 5, NOW)));
        Row row = database.query("SELECT * FROM function_metrics WHERE function_name = 'aiResponse'")
                .iterator()
                .next();
        assertThat(Stream.of("execution_time", "db_queries", "ai_requests", "errors", "calls")
                        .map(row::getInteger))
                .containsExactly(900, 7, 2, 1, 5);
        assertThat(row.getOffsetDateTime("timestamp")).isEqualTo(NOW.atOffset(ZoneOffset.UTC));
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void theLargestAndTheSmallestBatchAreTaken() {
        record(List.of());
        assertThat(count()).isZero();
        record(Stream.generate(() -> new Metric("me", 1, 1, 0, 0, 1, NOW))
                .limit(RecordMetrics.MAX_BATCH)
                .toList());
        assertThat(count()).isEqualTo(RecordMetrics.MAX_BATCH);
    }

    @Test
    void metricsAreKeptForAWhile() {
        Instant old = NOW.minus(31, ChronoUnit.DAYS);
        record(Stream.generate(() -> new Metric("old", 1, 1, 0, 0, 1, old))
                .limit(3L * BATCH)
                .toList());
        record(List.of(new Metric("young", 1, 1, 0, 0, 1, NOW.minus(29, ChronoUnit.DAYS))));
        run();
        assertThat(database.query("SELECT function_name FROM function_metrics"))
                .extracting(row -> row.getString("function_name"))
                .containsExactly("young");
    }

    @Test
    void aDayThatIsOverIsDroppedWhole() {
        // As a run of that day made it; what has come before any run lies in the partition for the rest.
        record(List.of(new Metric("early", 1, 1, 0, 0, 1, NOW.minus(40, ChronoUnit.DAYS))));
        record(List.of(new Metric("today", 1, 1, 0, 0, 1, NOW)));
        database.query("SELECT create_metrics_partition((now() - interval '40 days')::date)");
        assertThat(partitions()).anyMatch(name -> name.endsWith(day(40)));
        run();
        assertThat(partitions()).noneMatch(name -> name.endsWith(day(40))).anyMatch(name -> name.endsWith(day(0)));
        assertThat(database.query("SELECT function_name FROM function_metrics"))
                .extracting(row -> row.getString("function_name"))
                .containsExactly("today");
        assertThat(database.query("SELECT FROM function_metrics_default")).isEmpty();
    }

    @Test
    void theSecurityLogGoesByTheMonth() {
        database.query("""
                INSERT INTO audit_log (id, at, event, outcome, details)
                SELECT gen_random_uuid(), now() - make_interval(days => age), 'login', 'done', '{}'
                FROM unnest(ARRAY[0, 89, 125]) AS age""");
        database.query("SELECT create_audit_partition((now() - make_interval(days => 125))::date)");
        database.query("SELECT create_audit_partition((now() - make_interval(days => 89))::date)");
        run();
        assertThat(database.query("SELECT at < now() - interval '88 days' AS old FROM audit_log ORDER BY at"))
                .extracting(row -> row.getBoolean("old"))
                .containsExactly(true, false);
        assertThat(database.query("SELECT FROM audit_log_default")).isEmpty();
        run();
    }

    private static String day(int ago) {
        return NOW.minus(ago, ChronoUnit.DAYS)
                .atOffset(ZoneOffset.UTC)
                .format(DateTimeFormatter.ofPattern("yyyy_MM_dd"));
    }

    private List<String> partitions() {
        return StreamSupport.stream(
                        database.query("SELECT inhrelid::regclass::text AS name FROM pg_inherits"
                                        + " WHERE inhparent = 'function_metrics'::regclass")
                                .spliterator(),
                        false)
                .map(row -> row.getString("name"))
                .toList();
    }

    private void record(List<Metric> metrics) {
        bus.<Done>request(Address.METRICS_RECORD, new RecordMetrics(metrics)).await();
    }

    private int count() {
        return database.query("SELECT 1 FROM function_metrics").size();
    }
}
