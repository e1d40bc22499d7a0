package dev.cogo.archive.metrics;

import dev.cogo.schema.archive.Metric;
import dev.cogo.schema.archive.RecordMetrics;
import dev.cogo.schema.bus.Done;
import dev.cogo.schema.database.Database;
import dev.cogo.schema.database.Database.Statements;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** Keeps what REST operations took, for a while. */
public final class MetricsLog {
    private final Database database;
    private final double retentionSeconds;

    public MetricsLog(Database database, Duration retention) {
        this.database = database;
        this.retentionSeconds = retention.toMillis() / 1000.0;
    }

    /** Stores a batch, whole or not at all, in one statement. A batch that is sent twice counts twice. */
    public Done record(RecordMetrics request) {
        List<Metric> metrics = request.metrics();
        if (!metrics.isEmpty()) {
            database.query(
                    """
                    INSERT INTO function_metrics
                        (function_name, execution_time, db_queries, ai_requests, errors, timestamp)
                    SELECT * FROM unnest($1::text[], $2::int[], $3::int[], $4::int[], $5::int[], $6::timestamptz[])""",
                    metrics.stream().map(Metric::functionName).toArray(String[]::new),
                    metrics.stream().map(Metric::executionTime).toArray(Integer[]::new),
                    metrics.stream().map(Metric::dbQueries).toArray(Integer[]::new),
                    metrics.stream().map(Metric::aiRequests).toArray(Integer[]::new),
                    metrics.stream().map(Metric::errors).toArray(Integer[]::new),
                    metrics.stream()
                            .map(metric -> metric.timestamp().atOffset(ZoneOffset.UTC))
                            .toArray(OffsetDateTime[]::new));
        }
        return Done.DONE;
    }

    /** Deletes the next rows that are older than the retention, oldest first; how many. */
    public long deleteExpired(Statements tx, int limit) {
        return tx.query("""
                        DELETE FROM function_metrics WHERE id IN (
                            SELECT id FROM function_metrics
                            WHERE timestamp <= now() - make_interval(secs => $1)
                            ORDER BY timestamp
                            LIMIT $2)""", retentionSeconds, (long) limit).rowCount();
    }
}
