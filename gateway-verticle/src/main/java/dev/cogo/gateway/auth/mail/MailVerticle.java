package dev.cogo.gateway.auth.mail;

import dev.cogo.gateway.auth.code.LoginCodes;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.cluster.StopBudget;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.lease.LeaseConfig;
import dev.cogo.runtime.lease.LeasedWork;
import dev.cogo.runtime.lease.Leases;
import dev.cogo.runtime.metrics.NodeMetrics;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends mail. Deploy one on each gateway node that knows a mail server, on a virtual thread. */
public final class MailVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(MailVerticle.class);
    private static final Duration LEASE = Duration.ofSeconds(30);
    // Who asked waits for it.
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final Duration PURGE_EVERY = Duration.ofHours(1);
    private static final int PURGE_BATCH = 10_000;

    private final SmtpConfig config;
    private final String secret;
    private final DatabaseConfig databaseConfig;
    private final ClusterView cluster;
    private Database database;
    private MailSender sender;
    private LeasedWork<Mail> work;

    /** @param secret of the system, with which codes are made */
    public MailVerticle(SmtpConfig config, String secret, DatabaseConfig databaseConfig, ClusterView cluster) {
        this.config = config;
        this.secret = secret;
        this.databaseConfig = databaseConfig;
        this.cluster = cluster;
    }

    @Override
    public Future<?> start() {
        database = Database.open(vertx, databaseConfig);
        LeaseConfig leases =
                new LeaseConfig(LEASE, 1, FIRST_PAUSE, LONGEST_PAUSE, LOOK, Duration.ofSeconds(20), StopBudget.WORK);
        LoginCodes codes = new LoginCodes(database, secret);
        sender = new MailSender(vertx, config, database, codes, leases, NodeMetrics.of(vertx));
        work = new LeasedWork<>(vertx, cluster, new Leases<>(database, cluster, Mail.TABLE, leases));
        work.start(sender::send);
        vertx.setPeriodic(PURGE_EVERY.toMillis(), timer -> purge());
        return Future.succeededFuture();
    }

    private void purge() {
        try {
            database.query("""
                    DELETE FROM mails WHERE id IN (
                        SELECT id FROM mails WHERE ended_at < now() - interval '7 days' LIMIT $1 FOR UPDATE SKIP LOCKED)
                    """, PURGE_BATCH);
        } catch (Exception e) { // await also throws checked exceptions
            LOG.warn("old mails could not be deleted; the next round does it: {}", e.getMessage());
        }
    }

    @Override
    public Future<?> stop() {
        work.stop();
        sender.close();
        database.close();
        return Future.succeededFuture();
    }
}
