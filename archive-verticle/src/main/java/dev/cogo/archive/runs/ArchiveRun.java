package dev.cogo.archive.runs;

import dev.cogo.archive.audit.AuditPartitions;
import dev.cogo.archive.history.Partitions;
import dev.cogo.archive.history.Refill;
import dev.cogo.archive.history.Removal;
import dev.cogo.archive.metrics.MetricsLog;
import dev.cogo.archive.retention.Retention;
import dev.cogo.runtime.cluster.StopBudget;
import dev.cogo.schema.archive.ArchiveReport;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that the archive does, once. */
public final class ArchiveRun {
    private static final Logger LOG = LoggerFactory.getLogger(ArchiveRun.class);
    // Less than a caller on the bus waits; what is left over is for the next run.
    private static final Duration LONGEST = Duration.ofMinutes(4);

    private final Batches batches;
    private final Partitions partitions;
    private final Refill refill;
    private final Removal removal;
    private final MetricsLog metrics;
    private final AuditPartitions audit;
    private final Retention retention;
    private final Promise<Void> idle = Promise.promise();
    // The verticle's threads run one at a time, so neither needs a lock.
    private int running;
    private boolean stopping;

    public ArchiveRun(
            Batches batches,
            Partitions partitions,
            Refill refill,
            Removal removal,
            MetricsLog metrics,
            AuditPartitions audit,
            Retention retention) {
        this.batches = batches;
        this.partitions = partitions;
        this.refill = refill;
        this.removal = removal;
        this.metrics = metrics;
        this.audit = audit;
        this.retention = retention;
    }

    /** Does what there is to do; waits. Running it again, or on two nodes at once, changes nothing more. */
    public ArchiveReport run() {
        running++;
        try {
            return work();
        } finally {
            running--;
            if (stopping && running == 0) {
                idle.tryComplete();
            }
        }
    }

    /** Begins no further batch, and waits a few seconds for the one that is under way. */
    public void stop() {
        batches.stop();
        stopping = true;
        if (running > 0) {
            // A batch that takes longer is rolled back when its connection closes, and done again by the next run.
            idle.future()
                    .timeout(StopBudget.WORK.toMillis(), TimeUnit.MILLISECONDS)
                    .otherwiseEmpty()
                    .await();
        }
    }

    private ArchiveReport work() {
        long start = System.nanoTime();
        long end = start + LONGEST.toNanos();
        // First the partitions: what comes after them may need one.
        int created = partitions.createAhead();
        metrics.createAhead();
        audit.createAhead();
        Refill.Pass pass = refill.begin();
        batches.run(pass::next, end);
        long refilled = pass.copied();
        long moved = batches.run(removal::next, end);
        int dropped = metrics.dropExpired();
        int months = audit.dropExpired();
        long deleted = batches.run(metrics::deleteExpired, end);
        // Last: it may wait for a disk that others do not need.
        Retention.Pass expiry = expire(end);
        ArchiveReport report = new ArchiveReport(
                moved,
                created,
                refilled,
                expiry.expired(),
                expiry.files(),
                Duration.ofNanos(System.nanoTime() - start).toMillis());
        if (created + refilled + moved + dropped + months + deleted + expiry.expired() > 0) {
            LOG.info(
                    "archive: {} rows moved, {} refilled, {} partitions made, {} days of metrics and {} months of"
                            + " the security log dropped, {} rows deleted, {} messages expired, in {} ms",
                    moved,
                    refilled,
                    created,
                    dropped,
                    months,
                    deleted,
                    expiry.expired(),
                    report.durationMs());
        }
        return report;
    }

    private Retention.Pass expire(long end) {
        Retention.Pass pass = retention.begin();
        boolean more = true;
        while (more) {
            more = batches.once(pass::next, end);
            pass.settle();
        }
        retention.dropEmptyMonths();
        return pass;
    }
}
