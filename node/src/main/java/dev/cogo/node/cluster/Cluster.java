package dev.cogo.node.cluster;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import dev.cogo.node.config.ClusterConfig;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.cluster.StopBudget;
import dev.cogo.runtime.network.GuardedTransport;
import dev.cogo.schema.bus.Role;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.transport.Transport;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This node's membership: the Vert.x instance that joined, and the Hazelcast member behind it. */
public final class Cluster {
    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
    private static final Duration SAFE_POLL = Duration.ofMillis(100);
    private static final Duration SAFE_TIMEOUT = Duration.ofSeconds(60);

    private static final Duration PING = Duration.ofSeconds(2);
    private static final Duration PONG_TIMEOUT = Duration.ofSeconds(4);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final Duration CHAT_TIMEOUT = Duration.ofMinutes(10);
    private static final int MAX_SHUTDOWNS = 1000;

    private final HazelcastInstance hazelcast;
    private final Vertx vertx;
    private final HazelcastView view;
    private volatile boolean leaving;

    private Cluster(HazelcastInstance hazelcast, Vertx vertx) {
        this.hazelcast = hazelcast;
        this.vertx = vertx;
        this.view = new HazelcastView(vertx, hazelcast);
    }

    /**
     * Joins, and returns when the member is in. A node without the chat role keeps no data, and waits for one that does. Blocks.
     *
     * @param nodeId unique in the cluster and over restarts
     * @param with what else the Vert.x is built with
     * @throws TimeoutException when no node with the chat role comes; its message is for the operator
     */
    public static Cluster join(
            ClusterConfig config,
            String nodeId,
            Set<Role> roles,
            Transport transport,
            VertxOptions options,
            UnaryOperator<VertxBuilder> with)
            throws TimeoutException {
        HazelcastInstance hazelcast = Hazelcast.newHazelcastInstance(HazelcastSetup.config(config, nodeId, roles));
        boolean joined = false;
        try {
            if (!DataMembers.await(hazelcast, CHAT_TIMEOUT)) {
                throw new TimeoutException(
                        "no node with the chat role came within " + CHAT_TIMEOUT.toMinutes() + " minutes");
            }
            Vertx vertx = with.apply(Vertx.builder())
                    .with(options.setEventBusOptions(bus(config)))
                    .withTransport(new GuardedTransport(
                            transport,
                            config.host(),
                            config.busPort(),
                            new BusConnections(config.tls().isPresent())))
                    .withClusterManager(new PatientClusterManager(hazelcast))
                    .buildClustered()
                    .await();
            joined = true;
            return new Cluster(hazelcast, vertx);
        } finally {
            if (!joined) {
                shutDown(hazelcast);
            }
        }
    }

    /** Closes Vert.x and leaves; what the member keeps goes to others first, as far as there is time. Blocks. */
    public void leave(StopBudget budget) {
        leaving = true;
        view.close();
        try {
            closeVertx(budget.until(StopBudget.MEMBERSHIP));
            // A member whose threads hang waits for them, some seconds each.
            Thread end = Thread.ofPlatform().daemon().name("leave").start(() -> shutDown(hazelcast));
            if (!end.join(budget.until(Duration.ZERO))) {
                LOG.warn("the member did not leave in time; going on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeVertx(Duration patience) throws InterruptedException {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("Vert.x did not close in order", e);
        }
    }

    private static void shutDown(HazelcastInstance hazelcast) {
        // It may refuse while it is busy with the cluster's changes.
        for (int i = 0; i < MAX_SHUTDOWNS && hazelcast.getLifecycleService().isRunning(); i++) {
            try {
                hazelcast.getLifecycleService().shutdown();
            } catch (RejectedExecutionException e) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    private static EventBusOptions bus(ClusterConfig config) {
        EventBusOptions bus = new EventBusOptions()
                .setHost(config.host())
                .setPort(config.busPort())
                // A connection that answers no ping is given up in seconds, and what is to be sent goes by a new one.
                .setClusterPingInterval(PING.toMillis())
                .setClusterPingReplyInterval(PONG_TIMEOUT.toMillis())
                .setConnectTimeout((int) CONNECT_TIMEOUT.toMillis())
                // Whoever connects has something to send, and goes on with pings.
                .setReadIdleTimeout((int) SILENCE.toSeconds());
        config.tls()
                .ifPresent(tls -> bus.setSsl(true)
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .addKeyPath(tls.key().toString())
                                .addCertPath(tls.certificate().toString()))
                        .setTrustOptions(new PemTrustOptions()
                                .addCertPath(tls.authority().toString()))
                        .setClientAuth(ClientAuth.REQUIRED));
        return bus;
    }

    public Vertx vertx() {
        return vertx;
    }

    /** Who is in the cluster and at home where. */
    public ClusterView view() {
        return view;
    }

    /** The other members' node ids, also of those that are left out of the view; nobody's while this node leaves. */
    public Set<String> others() {
        return leaving ? Set.of() : view.others();
    }

    /** Leaves nodes out of the view that are members and can't be worked with; with this node among them it is alone. */
    public void leaveOut(Set<String> nodes) {
        view.leaveOut(nodes);
    }

    public HazelcastInstance hazelcast() {
        return hazelcast;
    }

    /** Whether this node is still in: what it knows itself, without asking anybody. */
    public boolean isMember() {
        return hazelcast.getLifecycleService().isRunning();
    }

    /**
     * Completes when the members keep each other's data, so that requests do not time out in a young cluster. A member that
     * is silent keeps that from being known; then it completes all the same, after {@link #SAFE_TIMEOUT}.
     */
    public Future<Void> awaitSafe() {
        return askUntilSafe()
                .timeout(SAFE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .otherwise(failure -> {
                    LOG.warn("it can't be known whether the cluster is safe, perhaps a node is silent; going on");
                    return null;
                });
    }

    private Future<Void> askUntilSafe() {
        return vertx.executeBlocking(() -> hazelcast.getPartitionService().isClusterSafe())
                .compose(safe -> safe
                        ? Future.succeededFuture()
                        : vertx.timer(SAFE_POLL.toMillis()).compose(tick -> askUntilSafe()));
    }
}
