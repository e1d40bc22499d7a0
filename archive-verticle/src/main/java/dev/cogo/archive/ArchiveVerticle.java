package dev.cogo.archive;

import dev.cogo.archive.analytics.AnalyticsReading;
import dev.cogo.archive.analytics.StatusReading;
import dev.cogo.archive.audit.AuditPartitions;
import dev.cogo.archive.history.Partitions;
import dev.cogo.archive.history.Refill;
import dev.cogo.archive.history.Removal;
import dev.cogo.archive.metrics.MetricsLog;
import dev.cogo.archive.retention.ArchiveFolder;
import dev.cogo.archive.retention.Retention;
import dev.cogo.archive.runs.ArchiveRun;
import dev.cogo.archive.runs.Batches;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.lease.PeriodicTasks;
import dev.cogo.schema.archive.RunArchive;
import dev.cogo.schema.bus.Address;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/**
 * Serves {@code ARCHIVE_RUN}, {@code ANALYTICS_READ}, {@code CLUSTER_STATUS_READ}, {@code FUNCTION_METRICS_READ} and
 * {@code METRICS_RECORD}, and archives by the clock. Deploy it on a virtual
 * thread, on as many nodes as you like.
 */
public final class ArchiveVerticle extends VerticleBase {
    private final ArchiveConfig config;
    private final DatabaseConfig databaseConfig;
    private final ClusterView cluster;

    private Database database;
    private ArchiveRun run;
    private PeriodicTasks schedule;

    public ArchiveVerticle(ArchiveConfig config, DatabaseConfig databaseConfig, ClusterView cluster) {
        this.config = config;
        this.databaseConfig = databaseConfig;
        this.cluster = cluster;
    }

    @Override
    public Future<?> start() {
        Bus bus = new Bus(vertx, cluster);
        database = Database.open(vertx, databaseConfig);
        MetricsLog metrics = new MetricsLog(database, config.metricsRetention());
        AnalyticsReading analytics = new AnalyticsReading(database);
        run = new ArchiveRun(
                new Batches(database, config.batchSize()),
                new Partitions(database, config.partitionsAhead()),
                new Refill(config.hotAge()),
                new Removal(config.hotAge()),
                metrics,
                new AuditPartitions(
                        database,
                        config.auditRetention(),
                        config.retention().folder().map(ArchiveFolder::new)),
                new Retention(database, config.retention()));
        schedule = new PeriodicTasks(vertx, cluster, database)
                .every(config.interval(), config.firstRunWithin(), "archiving", run::run);
        return Future.all(
                        bus.serve(Address.ARCHIVE_RUN, (RunArchive request) -> run.run()),
                        bus.serve(Address.ANALYTICS_READ, analytics::read),
                        bus.serve(Address.CLUSTER_STATUS_READ, new StatusReading(database)::read),
                        bus.serve(Address.FUNCTION_METRICS_READ, metrics::read),
                        bus.serve(Address.METRICS_RECORD, metrics::record))
                .map(serving -> {
                    schedule.start();
                    return serving;
                });
    }

    @Override
    public Future<?> stop() {
        run.stop();
        schedule.stop();
        database.close();
        return Future.succeededFuture();
    }
}
