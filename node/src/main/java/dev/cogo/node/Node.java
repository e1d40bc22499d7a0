package dev.cogo.node;

import dev.cogo.agentbridge.AgentBridgeVerticle;
import dev.cogo.ai.AiVerticle;
import dev.cogo.archive.ArchiveVerticle;
import dev.cogo.chat.ChatVerticle;
import dev.cogo.gateway.http.ApiDocument;
import dev.cogo.gateway.limits.AddressConnections;
import dev.cogo.gateway.tls.TlsAccept;
import dev.cogo.node.cluster.Cluster;
import dev.cogo.node.config.ClusterConfig;
import dev.cogo.node.config.HttpHost;
import dev.cogo.node.config.NodeConfig;
import dev.cogo.node.health.ChatCheck;
import dev.cogo.node.health.ClockCheck;
import dev.cogo.node.health.DatabaseCheck;
import dev.cogo.node.health.DatabaseClock;
import dev.cogo.node.health.Health;
import dev.cogo.node.health.MembershipCheck;
import dev.cogo.node.health.Probe;
import dev.cogo.node.metrics.Metrics;
import dev.cogo.node.metrics.MetricsDoor;
import dev.cogo.node.peers.PeerWatch;
import dev.cogo.node.status.NodeStatusTeller;
import dev.cogo.node.traces.Traces;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.cluster.StopBudget;
import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.database.FirstConnection;
import dev.cogo.runtime.database.Migrations;
import dev.cogo.runtime.database.UnusableDatabaseException;
import dev.cogo.runtime.metrics.NodeMetrics;
import dev.cogo.runtime.network.GuardedTransport;
import dev.cogo.schema.bus.Role;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.tracing.TracingOptions;
import io.vertx.core.transport.Transport;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running node: its membership and its roles. Starting and stopping block the caller, who is on no Vert.x thread. */
public final class Node implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    /** For a server that was started together with this node; after that a supervisor may start the node again. */
    private static final Duration DATABASE_TIMEOUT = Duration.ofMinutes(1);

    private final NodeConfig config;
    private final DatabaseConfig database;
    private final Vertx vertx;
    private final Optional<Cluster> cluster;
    private final Optional<Metrics> metrics;
    private final Optional<Traces> traces;
    private @Nullable MetricsDoor metricsDoor;
    private @Nullable NodeStatusTeller status;
    private final DatabaseClock clock;
    private final Health health;
    /** The services but the chat, which they need. */
    private final List<String> services = new ArrayList<>();

    private @Nullable String chat;
    private @Nullable Door door;
    private @Nullable Door redirects;

    private Node(
            NodeConfig config,
            DatabaseConfig database,
            Vertx vertx,
            Optional<Cluster> cluster,
            Optional<Metrics> metrics,
            Optional<Traces> traces) {
        this.config = config;
        this.database = database;
        this.vertx = vertx;
        this.cluster = cluster;
        this.metrics = metrics;
        this.traces = traces;
        Probe probe = new Probe(vertx, database);
        this.clock = new DatabaseClock(InstantSource.system());
        this.health =
                new Health(vertx).add(new DatabaseCheck(probe, config.nodeId())).add(new ClockCheck(probe, clock));
        cluster.ifPresent(joined -> {
            health.add(new MembershipCheck(joined)).add(new PeerWatch(joined, probe));
            if (config.readyNeedsChat()) {
                health.add(new ChatCheck(joined.view()));
            }
        });
    }

    /** Migrates the database, joins the cluster, deploys the roles; returns when the node is ready. */
    public static Node start(NodeConfig config, DatabaseConfig database) {
        Transport loaded = config.transport().load();
        Optional<TlsAccept> accepting = config.gateway().tls().map(files -> accepting(config));
        Transport transport =
                accepting.map(guard -> guarded(loaded, config, guard)).orElse(loaded);
        ListenPorts.check(config);
        DatabaseConfig reached = migrate(database);
        Optional<Metrics> metrics = config.metrics().map(shown -> new Metrics());
        VertxOptions options = metrics.isPresent() ? Metrics.options() : new VertxOptions();
        Optional<Traces> traces = config.traces().map(sent -> new Traces(sent, config.nodeId()));
        traces.ifPresent(made -> options.setTracingOptions(new TracingOptions()));
        UnaryOperator<VertxBuilder> reporting = builder -> {
            metrics.ifPresent(kept -> kept.reported(builder));
            traces.ifPresent(made -> made.reported(builder));
            return builder;
        };
        Optional<Cluster> cluster = config.cluster().map(c -> join(c, config, transport, options, reporting));
        Vertx vertx = cluster.map(Cluster::vertx)
                .orElseGet(() -> reporting
                        .apply(Vertx.builder())
                        .with(options)
                        .withTransport(transport)
                        .build());
        LOG.info("sockets are served by {}", transport.name());
        Node node = new Node(config, reached, vertx, cluster, metrics, traces);
        boolean started = false;
        try {
            node.tryDatabase();
            cluster.ifPresent(joined -> joined.awaitSafe().await());
            Bus.install(vertx);
            metrics.ifPresent(kept -> kept.install(vertx, node.view()));
            traces.ifPresent(made -> made.countIn(NodeMetrics.of(vertx)));
            accepting.ifPresent(guard -> guard.countIn(NodeMetrics.of(vertx)));
            NodeStatusTeller.measure(vertx);
            node.deployRoles();
            started = true;
            return node;
        } finally {
            if (!started) {
                node.close();
            }
        }
    }

    private static TlsAccept accepting(NodeConfig config) {
        return new TlsAccept(new AddressConnections(
                config.gateway().trustedProxies(), config.gateway().limits().address()));
    }

    private static Transport guarded(Transport transport, NodeConfig config, TlsAccept guard) {
        return new GuardedTransport(
                transport, config.gateway().httpHost(), config.gateway().httpPort(), guard);
    }

    private static Cluster join(
            ClusterConfig cluster,
            NodeConfig config,
            Transport transport,
            VertxOptions options,
            UnaryOperator<VertxBuilder> with) {
        try {
            return Cluster.join(cluster, config.nodeId(), config.roles(), transport, options, with);
        } catch (TimeoutException e) {
            throw new StartException(e.getMessage(), e);
        }
    }

    private static DatabaseConfig migrate(DatabaseConfig database) {
        try {
            DatabaseConfig reached = FirstConnection.to(database, DATABASE_TIMEOUT);
            int count = Migrations.run(reached);
            LOG.info("the database at {} is up to date ({} migrations ran)", database, count);
            return reached;
        } catch (RuntimeException e) {
            throw unusable(database, e);
        }
    }

    private void tryDatabase() {
        try {
            FirstConnection.byPool(vertx, database);
        } catch (UnusableDatabaseException e) {
            throw unusable(database, e);
        }
    }

    private static StartException unusable(DatabaseConfig database, RuntimeException reason) {
        return new StartException("the database at " + database + " can't be used: " + reason.getMessage(), reason);
    }

    private void deployRoles() {
        ClusterView view = view();
        // Half of the start, and it needs nothing of the other half.
        Optional<ApiDocument> document =
                config.roles().contains(Role.GATEWAY) ? Optional.of(ApiDocument.read(vertx)) : Optional.empty();
        chat = deploy(Role.CHAT, () -> new ChatVerticle(config.chat(), database, view))
                .orElse(null);
        deploy(Role.AI, () -> new AiVerticle(config.ai(), database, view)).ifPresent(services::add);
        deploy(Role.AGENT_BRIDGE, () -> new AgentBridgeVerticle(config.agentBridge(), database, view))
                .ifPresent(services::add);
        deploy(Role.ARCHIVE, () -> new ArchiveVerticle(config.archive(), database, view))
                .ifPresent(services::add);
        door = document.<Door>map(
                        described -> new GatewayDoor(vertx, config, database, cluster, health, clock, described))
                .orElseGet(() -> new HealthDoor(vertx, config, health));
        door.open().await();
        if (config.redirectPort().isPresent()) {
            redirects = new RedirectDoor(vertx, config, config.redirectPort().get(), health);
            redirects.open().await();
        }
        showMetrics();
        health.started();
        status = new NodeStatusTeller(
                vertx, view(), clock, config.nodeId(), VersionProvider.program(), config.roles(), health::unwell);
        status.start();
        LOG.info(
                "ready: {}://{}:{}",
                config.gateway().tls().isPresent() ? "https" : "http",
                new HttpHost(config.gateway().httpHost()).inUrl(),
                config.gateway().httpPort());
    }

    private void showMetrics() {
        if (metrics.isPresent() && config.metrics().isPresent()) {
            health.checks().forEach(metrics.get()::health);
            metricsDoor = new MetricsDoor(vertx, config.metrics().get(), metrics.get());
            metricsDoor.open().await();
        }
    }

    private ClusterView view() {
        return cluster.<ClusterView>map(Cluster::view).orElseGet(ClusterView::alone);
    }

    private Optional<String> deploy(Role role, Supplier<Deployable> verticle) {
        if (!config.roles().contains(role)) {
            return Optional.empty();
        }
        DeploymentOptions options = new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD);
        return Optional.of(vertx.deployVerticle(verticle, options).await());
    }

    /**
     * Stops in order: not ready any more, doors closed and clients told to come back elsewhere, then the services, which
     * finish what is under way, then the membership. Within {@link StopBudget#WHOLE}, whatever hangs.
     */
    @Override
    public void close() {
        LOG.info("stopping");
        StopBudget budget = StopBudget.of(StopBudget.WHOLE);
        health.draining();
        if (status != null) {
            status.stop();
        }
        try {
            if (door != null) {
                finish("the doors", door.close(), budget.until(StopBudget.WHOLE.minus(StopBudget.DOORS)));
            }
            Future<?> worked =
                    Future.join(services.stream().map(vertx::undeploy).toList());
            finish("the services", worked, budget.until(StopBudget.AFTER_WORK));
            if (chat != null) {
                finish("the chat", vertx.undeploy(chat), budget.until(StopBudget.AFTER_SERVICES));
            }
            // Probes are told until then that this node gets no more requests.
            if (redirects != null) {
                finish("the redirects", redirects.close(), budget.until(StopBudget.MEMBERSHIP));
            }
            if (metricsDoor != null) {
                finish("the metrics", metricsDoor.close(), budget.until(StopBudget.MEMBERSHIP));
            }
            // A step of its own: what is bound to a context of Vert.x is never completed once its event loops have
            // ended.
            if (cluster.isPresent()) {
                cluster.get().leave(budget);
            } else {
                finish("Vert.x", vertx.close(), budget.until(Duration.ZERO));
            }
            traces.ifPresent(Traces::close);
            metrics.ifPresent(Node::close);
            LOG.info("stopped");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(Metrics metrics) {
        try {
            metrics.close();
        } catch (Exception e) { // what binds to the JVM may throw anything
            LOG.warn("the metrics were not closed in order", e);
        }
    }

    private static void finish(String what, Future<?> end, Duration patience) throws InterruptedException {
        try {
            end.toCompletionStage().toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("not stopped within {} ms: {}; going on", patience.toMillis(), what);
        } catch (ExecutionException e) {
            LOG.warn("not stopped in order: {}", what, e.getCause());
        }
    }
}
