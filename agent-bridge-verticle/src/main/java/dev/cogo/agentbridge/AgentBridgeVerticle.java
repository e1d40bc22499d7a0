package dev.cogo.agentbridge;

import dev.cogo.agentbridge.a2a.RemoteTasks;
import dev.cogo.agentbridge.cancellation.Cancellation;
import dev.cogo.agentbridge.completion.CompletionNotice;
import dev.cogo.agentbridge.completion.CompletionWriter;
import dev.cogo.agentbridge.completion.TaskCompletion;
import dev.cogo.agentbridge.delegation.AgentClient;
import dev.cogo.agentbridge.delegation.AgentTransport;
import dev.cogo.agentbridge.delegation.Attempts;
import dev.cogo.agentbridge.delegation.Delegation;
import dev.cogo.agentbridge.http.AgentHttp;
import dev.cogo.agentbridge.notices.SessionNotices;
import dev.cogo.agentbridge.personal.PersonalData;
import dev.cogo.agentbridge.pull.PullQueue;
import dev.cogo.agentbridge.pull.PullWaiters;
import dev.cogo.agentbridge.questions.Questions;
import dev.cogo.agentbridge.registry.Directory;
import dev.cogo.agentbridge.registry.ParamsSchemas;
import dev.cogo.agentbridge.registry.Registry;
import dev.cogo.agentbridge.registry.RemoteCards;
import dev.cogo.agentbridge.registry.RemoteTokens;
import dev.cogo.agentbridge.registry.Terms;
import dev.cogo.agentbridge.reports.Reports;
import dev.cogo.agentbridge.tasks.Admission;
import dev.cogo.agentbridge.tasks.ContextNames;
import dev.cogo.agentbridge.tasks.StoredTask;
import dev.cogo.agentbridge.tasks.TaskAcceptance;
import dev.cogo.agentbridge.tasks.TaskReading;
import dev.cogo.agentbridge.webhook.Deliveries;
import dev.cogo.agentbridge.webhook.DeliveryLog;
import dev.cogo.agentbridge.webhook.Endpoints;
import dev.cogo.agentbridge.webhook.MessageOutbox;
import dev.cogo.agentbridge.webhook.PushConfigs;
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
import dev.cogo.runtime.network.EgressFilter;
import dev.cogo.runtime.network.EgressPolicy;
import dev.cogo.runtime.secret.DerivedSecrets;
import dev.cogo.schema.a2a.SavePushConfig;
import dev.cogo.schema.agent.AgentToken;
import dev.cogo.schema.agent.TaskStatus;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.record.Done;
import dev.cogo.schema.webhook.WebhookSecret;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;

/**
 * Serves the {@code TASK_*}, {@code AGENT_*} and {@code WEBHOOK_*} addresses and looks after tasks until their end is told. Deploy it on a virtual thread. When it is
 * undeployed it gives its leases back, so that other nodes go on at once; when its node dies they go on as soon as the cluster knows.
 */
public class AgentBridgeVerticle extends VerticleBase {
    /** Standard Webhooks 1.0 recommends 15 to 30 seconds. */
    private static final Duration RECEIVER_TIMEOUT = Duration.ofSeconds(20);

    /** The purpose of keys that secrets of clients of A2A are sealed with. */
    private static final String PUSH_SECRETS = "a2a-push-";

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final AgentBridgeConfig config;
    private final DatabaseConfig databaseConfig;
    private final ClusterView cluster;

    private Database database;
    private AgentHttp agents;
    private LeasedWork<StoredTask> work;
    private PeriodicTasks sweeps;
    private Delegation delegation;
    private CompletionNotice completionNotice;
    private Deliveries deliveries;
    private Cancellation cancellation;
    private Admission admission;
    private PullWaiters waiters;

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
        DerivedSecrets secrets = new DerivedSecrets(config.secretsKey(), AgentToken.PREFIX);
        ParamsSchemas schemas = new ParamsSchemas();
        EgressFilter egress = new EgressFilter(vertx, new EgressPolicy(config.networks()));
        DerivedSecrets signing = new DerivedSecrets(config.secretsKey(), WebhookSecret.PREFIX);
        TaskReading reading = new TaskReading(bus, database);
        PushConfigs pushConfigs =
                new PushConfigs(database, reading, new DerivedSecrets(config.secretsKey(), PUSH_SECRETS));
        MessageOutbox messages = new MessageOutbox(bus, database);
        deliveries = new Deliveries(vertx, cluster, database, signing, pushConfigs, messages, egress, RECEIVER_TIMEOUT);
        RemoteTokens remoteTokens = new RemoteTokens(config.secretsKey());
        Directory directory = new Directory(
                bus, database, config.agents(), config.token(), config.taskTimeout(), secrets, schemas, remoteTokens);
        agents = new AgentHttp(vertx, egress, config.attemptTimeout(), config.maxConcurrent());
        Duration upkeep = config.lease().dividedBy(3);
        LeaseConfig leaseConfig =
                LeaseConfig.of(config.lease(), config.maxConcurrent()).withPauses(config.firstPause(), LONGEST_PAUSE);
        Leases<StoredTask> leases = new Leases<>(database, cluster, StoredTask.TABLE, leaseConfig);
        work = new LeasedWork<>(vertx, cluster, leases);
        waiters = new PullWaiters(vertx);
        admission = new Admission(database, work::nudge);

        SessionNotices notices = new SessionNotices(bus);
        CompletionWriter ends = new CompletionWriter(leases);
        completionNotice = new CompletionNotice(database, notices, channels, this::told, config.lease());
        TaskCompletion taskCompletion = new TaskCompletion(database, ends, completionNotice, work::nudge);
        Questions questions = new Questions(bus, database, reading, notices, channels, work::nudge);
        Reports reports = new Reports(
                database, directory, questions, ends, channels, config.pullLease(), this::tellSoon, deliveries::nudge);
        AgentTransport transport = AgentTransport.either(
                new AgentClient(vertx, directory, agents, config.callbackBase()),
                new RemoteTasks(directory, database, agents, reports));
        delegation = new Delegation(
                transport,
                new Attempts(database),
                notices,
                taskCompletion,
                channels,
                admission,
                leaseConfig,
                config.maxAttempts());
        Registry registry = new Registry(
                database,
                config.agents().keySet(),
                secrets,
                schemas,
                new RemoteCards(agents),
                remoteTokens,
                work::nudge);
        sweeps = new PeriodicTasks(vertx, cluster, database)
                .every(upkeep, upkeep, "ending tasks of silent agents", taskCompletion::endSilent)
                .every(upkeep, upkeep, "letting tasks have their turn", admission::admitAll)
                .every(Duration.ofHours(1), Duration.ofHours(1), "reading cards of A2A agents", registry::refresh)
                .every(Duration.ofHours(1), Duration.ofHours(1), "forgetting old deliveries", deliveries::forgetOld);

        TaskAcceptance acceptance =
                new TaskAcceptance(bus, database, directory, AgentBridgeConfig.DEFAULT_AGENT, this::accepted);
        cancellation = new Cancellation(bus, database, reading, ends, transport, waiters, leaseConfig, this::tellSoon);
        PullQueue pull = new PullQueue(database, directory, notices, channels, waiters, config.pullLease());
        Endpoints endpoints = new Endpoints(database, signing, messages, deliveries::nudge);
        DeliveryLog log = new DeliveryLog(database, endpoints, deliveries::nudge);
        ContextNames contexts = new ContextNames(database);
        PersonalData personalData = new PersonalData(database, work::nudge);
        config.agents().forEach((handle, url) -> Registry.warnOfPlainHttp(handle, url));
        return Future.all(List.of(
                        bus.serve(Address.TASK_START, acceptance::start),
                        bus.serve(Address.TASK_READ, reading::read),
                        bus.serve(Address.TASK_LIST, reading::list),
                        bus.serve(Address.TASK_OPEN, reading::open),
                        bus.serve(Address.TASK_FIND, reading::asked),
                        bus.serve(Address.TASK_HISTORY, questions::history),
                        bus.serve(Address.TASK_REPORT, reports::report),
                        bus.serve(Address.TASK_CANCEL, cancellation::cancel),
                        bus.serve(Address.TASK_ANSWER, questions::answer),
                        bus.serve(Address.TASK_ARTIFACTS, reading::artifacts),
                        bus.serve(Address.TASK_PUSH_SAVE, (SavePushConfig request) -> save(pushConfigs, request)),
                        bus.serve(Address.TASK_PUSH_LIST, pushConfigs::list),
                        bus.serve(Address.TASK_PUSH_DELETE, pushConfigs::delete),
                        bus.serve(Address.TASK_CONTEXT_NAME, contexts::name),
                        bus.serve(Address.TASK_CONTEXT_FIND, contexts::find),
                        bus.serve(Address.TASK_LEASE, pull::lease),
                        bus.serve(Address.AGENT_CARDS, directory::cards),
                        bus.serve(Address.AGENT_CARD, directory::card),
                        bus.serve(Address.AGENT_CREATE, registry::create),
                        bus.serve(Address.AGENT_LIST, registry::list),
                        bus.serve(Address.AGENT_READ, registry::read),
                        bus.serve(Address.AGENT_UPDATE, registry::update),
                        bus.serve(Address.AGENT_DELETE, registry::delete),
                        bus.serve(Address.AGENT_SECRET_ADD, registry::addSecret),
                        bus.serve(Address.WEBHOOK_CREATE, endpoints::create),
                        bus.serve(Address.WEBHOOK_LIST, endpoints::list),
                        bus.serve(Address.WEBHOOK_READ, endpoints::read),
                        bus.serve(Address.WEBHOOK_UPDATE, endpoints::update),
                        bus.serve(Address.WEBHOOK_DELETE, endpoints::delete),
                        bus.serve(Address.WEBHOOK_SECRET_ADD, endpoints::addSecret),
                        bus.serve(Address.WEBHOOK_DELIVERIES, log::list),
                        bus.serve(Address.WEBHOOK_REPLAY, log::replay),
                        bus.serve(Address.PERSONAL_TASKS, personalData::read),
                        bus.serve(Address.FORGET_TASKS, personalData::forget)))
                .map(serving -> {
                    work.start(this::lookAfter);
                    deliveries.start();
                    sweeps.start();
                    return serving;
                });
    }

    @Override
    public Future<?> stop() {
        waiters.stop();
        sweeps.stop();
        work.stop();
        deliveries.stop();
        agents.close();
        database.close();
        return Future.succeededFuture();
    }

    private void lookAfter(Lease<StoredTask> lease) {
        if (lease.row().ended() && lease.row().announced()) {
            cancellation.tell(lease);
        } else if (lease.row().ended()) {
            completionNotice.publish(lease);
        } else {
            delegation.delegate(lease);
        }
    }

    private Done save(PushConfigs configs, SavePushConfig request) {
        if (configs.store(request)) {
            deliveries.nudge();
        }
        return Done.DONE;
    }

    private void accepted(Terms terms) {
        if (terms.pull() && terms.agentId() != null) {
            waiters.wake(terms.agentId());
        } else {
            admission.admit(terms.handle());
        }
    }

    private void told(StoredTask ended) {
        deliveries.nudge();
        if (!ended.pull()) {
            admission.admit(ended.task().agent());
            if (ended.status() == TaskStatus.CANCELED) {
                // Now its agent is to be told.
                work.nudge();
            }
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
