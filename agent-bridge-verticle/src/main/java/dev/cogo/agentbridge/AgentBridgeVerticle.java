package dev.cogo.agentbridge;

import dev.cogo.agentbridge.completion.CompletionNotice;
import dev.cogo.agentbridge.completion.CompletionWriter;
import dev.cogo.agentbridge.completion.TaskCompletion;
import dev.cogo.agentbridge.delegation.AgentClient;
import dev.cogo.agentbridge.delegation.Attempts;
import dev.cogo.agentbridge.delegation.Delegation;
import dev.cogo.agentbridge.notices.SessionNotices;
import dev.cogo.agentbridge.personal.PersonalData;
import dev.cogo.agentbridge.reports.Reports;
import dev.cogo.agentbridge.tasks.StoredTask;
import dev.cogo.agentbridge.tasks.TaskAcceptance;
import dev.cogo.agentbridge.tasks.TaskReading;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.channel.ChannelPublisher;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.error.Failures;
import dev.cogo.runtime.lease.Lease;
import dev.cogo.runtime.lease.LeaseConfig;
import dev.cogo.runtime.lease.LeasedWork;
import dev.cogo.runtime.lease.Leases;
import dev.cogo.runtime.lease.PeriodicTasks;
import dev.cogo.schema.bus.Address;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;

/**
 * Serves the {@code TASK_*} addresses and looks after tasks until their end is told. Deploy it on a virtual thread. When it is
 * undeployed it gives its leases back, so that other nodes go on at once; when its node dies they go on as soon as the cluster knows.
 */
public class AgentBridgeVerticle extends VerticleBase {
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final AgentBridgeConfig config;
    private final DatabaseConfig databaseConfig;
    private final ClusterView cluster;

    private Database database;
    private AgentClient agents;
    private LeasedWork<StoredTask> work;
    private PeriodicTasks sweeps;
    private Delegation delegation;
    private CompletionNotice completionNotice;

    public AgentBridgeVerticle(AgentBridgeConfig config, DatabaseConfig databaseConfig, ClusterView cluster) {
        this.config = config;
        this.databaseConfig = databaseConfig;
        this.cluster = cluster;
    }

    @Override
    public Future<?> start() {
        Bus bus = new Bus(vertx, cluster);
        ChannelPublisher channels = new ChannelPublisher(vertx, cluster);
        database = Database.open(vertx, databaseConfig);
        agents = new AgentClient(
                vertx,
                config.agents(),
                config.token(),
                config.callbackBase(),
                config.attemptTimeout(),
                config.maxConcurrent());
        Duration upkeep = config.lease().dividedBy(3);
        LeaseConfig leaseConfig =
                LeaseConfig.of(config.lease(), config.maxConcurrent()).withPauses(config.firstPause(), LONGEST_PAUSE);
        Leases<StoredTask> leases = new Leases<>(database, cluster, StoredTask.TABLE, leaseConfig);
        work = new LeasedWork<>(vertx, cluster, leases);

        SessionNotices notices = new SessionNotices(bus);
        CompletionWriter ends = new CompletionWriter(leases);
        completionNotice = new CompletionNotice(database, notices, channels, config.lease());
        TaskCompletion taskCompletion = new TaskCompletion(database, ends, completionNotice, work::nudge);
        Attempts attempts = new Attempts(database, config.taskTimeout());
        delegation =
                new Delegation(agents, attempts, notices, taskCompletion, channels, leaseConfig, config.maxAttempts());
        sweeps = new PeriodicTasks(vertx, cluster, database)
                .every(upkeep, upkeep, "ending tasks of silent agents", taskCompletion::endSilent);

        TaskAcceptance acceptance = new TaskAcceptance(
                bus, database, config.agents().keySet(), AgentBridgeConfig.DEFAULT_AGENT, work::nudge);
        TaskReading reading = new TaskReading(bus, database);
        Reports reports = new Reports(database, ends, channels, config.taskTimeout(), this::tellSoon);
        PersonalData personalData = new PersonalData(database, work::nudge);
        return Future.all(
                        bus.serve(Address.TASK_START, acceptance::start),
                        bus.serve(Address.TASK_READ, reading::read),
                        bus.serve(Address.TASK_LIST, reading::list),
                        bus.serve(Address.TASK_REPORT, reports::report),
                        bus.serve(Address.PERSONAL_TASKS, personalData::read),
                        bus.serve(Address.FORGET_TASKS, personalData::forget))
                .map(serving -> {
                    work.start(this::lookAfter);
                    sweeps.start();
                    return serving;
                });
    }

    @Override
    public Future<?> stop() {
        sweeps.stop();
        work.stop();
        agents.close();
        database.close();
        return Future.succeededFuture();
    }

    private void lookAfter(Lease<StoredTask> lease) {
        if (lease.row().ended()) {
            completionNotice.publish(lease);
        } else {
            delegation.delegate(lease);
        }
    }

    // The agent gets its answer first: it has nothing to do with the telling.
    private void tellSoon(Lease<StoredTask> lease) {
        context.runOnContext(v -> {
            try {
                completionNotice.publish(lease);
            } catch (RuntimeException e) {
                Failures.log(e, "telling the end of task " + lease.id());
                lease.forget();
            }
        });
    }
}
