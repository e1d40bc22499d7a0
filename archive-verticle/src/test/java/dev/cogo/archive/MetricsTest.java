package dev.cogo.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.schema.archive.Metric;
import dev.cogo.schema.archive.RecordMetrics;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.bus.Done;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MetricsTest extends ArchiveTest {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @Test
    void aBatchBecomesRows() {
        record(List.of(new Metric("sendMessage", 12, 3, 0, 0, NOW), new Metric("aiResponse", 900, 7, 2, 1, NOW)));
        Row row = database.query("SELECT * FROM function_metrics WHERE function_name = 'aiResponse'")
                .iterator()
                .next();
        assertThat(Stream.of("execution_time", "db_queries", "ai_requests", "errors")
                        .map(row::getInteger))
                .containsExactly(900, 7, 2, 1);
        assertThat(row.getOffsetDateTime("timestamp")).isEqualTo(NOW.atOffset(ZoneOffset.UTC));
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void theLargestAndTheSmallestBatchAreTaken() {
        record(List.of());
        assertThat(count()).isZero();
        record(Stream.generate(() -> new Metric("me", 1, 1, 0, 0, NOW))
                .limit(RecordMetrics.MAX_BATCH)
                .toList());
        assertThat(count()).isEqualTo(RecordMetrics.MAX_BATCH);
    }

    @Test
    void metricsAreKeptForAWhile() {
        Instant old = NOW.minus(31, ChronoUnit.DAYS);
        record(Stream.generate(() -> new Metric("old", 1, 1, 0, 0, old))
                .limit(3L * BATCH)
                .toList());
        record(List.of(new Metric("young", 1, 1, 0, 0, NOW.minus(29, ChronoUnit.DAYS))));
        run();
        assertThat(database.query("SELECT function_name FROM function_metrics"))
                .extracting(row -> row.getString("function_name"))
                .containsExactly("young");
    }

    private void record(List<Metric> metrics) {
        bus.<Done>request(Address.METRICS_RECORD, new RecordMetrics(metrics)).await();
    }

    private int count() {
        return database.query("SELECT 1 FROM function_metrics").size();
    }
}
