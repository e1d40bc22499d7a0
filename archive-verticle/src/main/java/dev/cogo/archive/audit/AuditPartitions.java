package dev.cogo.archive.audit;

import dev.cogo.runtime.database.Database;
import java.time.Duration;

/** Keeps the months of the security log's rows. */
public final class AuditPartitions {
    private static final int MONTHS_AHEAD = 1;

    private final Database database;
    private final double retentionSeconds;

    public AuditPartitions(Database database, Duration retention) {
        this.database = database;
        this.retentionSeconds = retention.toMillis() / 1000.0;
    }

    /** Makes the partitions of this month and the next, where they are missing. */
    public void createAhead() {
        for (int month = 0; month <= MONTHS_AHEAD; month++) {
            database.query(
                    "SELECT create_audit_partition(((now() AT TIME ZONE 'UTC') + make_interval(months => $1))::date)",
                    month);
        }
    }

    /** Drops the months whose last entry is older than the retention; how many. */
    public int dropExpired() {
        return database.query(
                        "SELECT drop_log_partitions('audit_log', now() - make_interval(secs => $1)) AS dropped",
                        retentionSeconds)
                .iterator()
                .next()
                .getInteger("dropped");
    }
}
