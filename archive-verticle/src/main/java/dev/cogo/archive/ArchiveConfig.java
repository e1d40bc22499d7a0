package dev.cogo.archive;

import dev.cogo.archive.retention.RetentionConfig;
import java.time.Duration;

/**
 * When rows move, and how long they stay.
 *
 * @param hotAge how long messages stay in the hot table; the view {@code chat_analytics} looks back 24 hours
 * @param firstRunWithin a run comes by chance within this time after a node's start, because that may follow a crash
 * @param interval how long the cluster waits between two runs
 * @param batchSize the most rows that one transaction touches
 * @param partitionsAhead for how many months after this one history has a partition
 * @param metricsRetention how long the rows of {@code function_metrics} stay
 * @param auditRetention how long the rows of the security log stay, to the month
 * @param retention how long messages stay
 */
public record ArchiveConfig(
        Duration hotAge,
        Duration firstRunWithin,
        Duration interval,
        int batchSize,
        int partitionsAhead,
        Duration metricsRetention,
        Duration auditRetention,
        RetentionConfig retention) {
    public ArchiveConfig {
        check(isPositive(hotAge), "ARCHIVE_AFTER must be longer than nothing");
        check(isPositive(firstRunWithin), "the first archive run must come within some time");
        check(isPositive(interval), "ARCHIVE_INTERVAL must be longer than nothing");
        check(batchSize >= 1 && batchSize <= 10_000, "the archive's batch size must be 1 to 10000");
        check(partitionsAhead >= 1 && partitionsAhead <= 24, "partitions can be made 1 to 24 months ahead");
        check(isPositive(metricsRetention), "the metrics' retention must be longer than nothing");
        check(auditRetention.toDays() >= 1, "AUDIT_RETENTION must be a day or longer");
        retention
                .ages()
                .values()
                .forEach(age -> check(age.compareTo(hotAge) > 0, "messages must stay for longer than ARCHIVE_AFTER"));
    }

    /** A day in the hot table, a run every ten minutes, a quarter of a year ahead, metrics for thirty days, the security log for a year. */
    public static ArchiveConfig defaults() {
        return new ArchiveConfig(
                Duration.ofHours(24),
                Duration.ofSeconds(10),
                Duration.ofMinutes(10),
                1000,
                3,
                Duration.ofDays(30),
                Duration.ofDays(365),
                RetentionConfig.none());
    }

    private static boolean isPositive(Duration duration) {
        return duration.toMillis() > 0;
    }

    private static void check(boolean valid, String sentence) {
        if (!valid) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
