package dev.cogo.archive.metrics;

import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.archive.FunctionMetric;
import dev.cogo.schema.archive.FunctionMetrics;
import dev.cogo.schema.archive.Metric;
import dev.cogo.schema.archive.ReadFunctionMetrics;
import dev.cogo.schema.archive.RecordMetrics;
import dev.cogo.schema.record.Done;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Keeps what REST operations took, for a while. */
public final class MetricsLog {
    private static final int DAYS_AHEAD = 2;

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
                        (function_name, execution_time, db_queries, ai_requests, errors, calls, timestamp)
                    SELECT * FROM unnest($1::text[], $2::int[], $3::int[], $4::int[], $5::int[], $6::int[], $7::timestamptz[])""",
                    metrics.stream().map(Metric::functionName).toArray(String[]::new),
                    metrics.stream().map(Metric::executionTime).toArray(Integer[]::new),
                    metrics.stream().map(Metric::dbQueries).toArray(Integer[]::new),
                    metrics.stream().map(Metric::aiRequests).toArray(Integer[]::new),
                    metrics.stream().map(Metric::errors).toArray(Integer[]::new),
                    metrics.stream().map(Metric::calls).toArray(Integer[]::new),
                    metrics.stream()
                            .map(metric -> metric.timestamp().atOffset(ZoneOffset.UTC))
                            .toArray(OffsetDateTime[]::new));
        }
        return Done.DONE;
    }

    /** What each operation took, the most called first. There are as many as the API has. */
    public FunctionMetrics read(ReadFunctionMetrics request) {
        List<FunctionMetric> items = new ArrayList<>();
        database.query("""
                        SELECT function_name, sum(calls)::bigint AS calls,
                               (sum(execution_time::bigint * calls)::float8 / greatest(sum(calls), 1))::float8 AS average_ms,
                               sum(errors)::bigint AS errors, sum(db_queries)::bigint AS db_queries,
                               sum(ai_requests)::bigint AS ai_requests
                        FROM function_metrics
                        WHERE timestamp > now() - make_interval(hours => $1)
                        GROUP BY function_name
                        ORDER BY 2 DESC, function_name
                        LIMIT 500""", request.hours()).forEach(row -> items.add(metric(row)));
        return new FunctionMetrics(items, null);
    }

    private static FunctionMetric metric(Row row) {
        return new FunctionMetric(
                row.getString("function_name"),
                row.getLong("calls"),
                Math.round(row.getDouble("average_ms") * 10) / 10.0,
                row.getLong("errors"),
                row.getLong("db_queries"),
                row.getLong("ai_requests"));
    }

    /** Makes the partitions of the next days, where they are missing. */
    public void createAhead() {
        for (int day = 0; day <= DAYS_AHEAD; day++) {
            database.query(
                    "SELECT create_metrics_partition(((now() AT TIME ZONE 'UTC') + make_interval(days => $1))::date)",
                    day);
        }
    }

    /** Drops the days that are older than the retention; how many. */
    public int dropExpired() {
        return database.query(
                        "SELECT drop_log_partitions('function_metrics', now() - make_interval(secs => $1)) AS dropped",
                        retentionSeconds)
                .iterator()
                .next()
                .getInteger("dropped");
    }

    /**
     * Deletes the next rows that are older than the retention and in no day's partition, as those of a former system, oldest
     * first; how many.
     */
    public long deleteExpired(Statements tx, int limit) {
        return tx.query("""
                        DELETE FROM function_metrics_default WHERE ctid = ANY (ARRAY(
                            SELECT ctid FROM function_metrics_default
                            WHERE timestamp <= now() - make_interval(secs => $1)
                            ORDER BY timestamp
                            LIMIT $2))""", retentionSeconds, (long) limit).rowCount();
    }
}
