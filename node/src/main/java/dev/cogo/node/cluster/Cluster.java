package dev.cogo.node.cluster;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import dev.cogo.node.config.ClusterConfig;
import dev.cogo.schema.cluster.ClusterView;
import dev.cogo.schema.cluster.Role;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.transport.Transport;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** This node's membership: the Vert.x instance that joined, and the Hazelcast member behind it. */
public final class Cluster {
    private static final Duration SAFE_POLL = Duration.ofMillis(100);
    private static final Duration SAFE_PATIENCE = Duration.ofSeconds(60);

    private static final Duration CHAT_PATIENCE = Duration.ofMinutes(10);
    private static final int MAX_SHUTDOWNS = 1000;

    private final HazelcastInstance hazelcast;
    private final Vertx vertx;
    private final HazelcastView view;

    private Cluster(HazelcastInstance hazelcast, Vertx vertx) {
        this.hazelcast = hazelcast;
        this.vertx = vertx;
        this.view = new HazelcastView(vertx, hazelcast);
    }

    /**
     * Joins, and returns when the member is in. A node without the chat role keeps no data, and waits for one that does. Blocks.
     *
     * @param nodeId unique in the cluster and over restarts
     * @throws TimeoutException when no node with the chat role comes; its message is for the operator
     */
    public static Cluster join(
            ClusterConfig config, String nodeId, Set<Role> roles, Transport transport, VertxOptions options)
            throws TimeoutException {
        HazelcastInstance hazelcast = Hazelcast.newHazelcastInstance(HazelcastSetup.config(config, nodeId, roles));
        boolean joined = false;
        try {
            if (!DataMembers.await(hazelcast, CHAT_PATIENCE)) {
                throw new TimeoutException(
                        "no node with the chat role came within " + CHAT_PATIENCE.toMinutes() + " minutes");
            }
            Vertx vertx = Vertx.builder()
                    .with(options.setEventBusOptions(bus(config)))
                    .withTransport(transport)
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

    /** Leaves, after Vert.x was closed: what the member keeps goes to others first. Blocks. */
    public void leave() {
        view.close();
        shutDown(hazelcast);
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
        EventBusOptions bus = new EventBusOptions().setHost(config.host()).setPort(config.busPort());
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

    public HazelcastInstance hazelcast() {
        return hazelcast;
    }

    /** Whether no data would be lost if a member went now; requests in a young cluster may time out before. */
    public boolean isSafe() {
        return hazelcast().getLifecycleService().isRunning()
                && hazelcast().getPartitionService().isClusterSafe();
    }

    /** Completes as soon as {@link #isSafe}; fails when that takes too long. */
    public Future<Void> awaitSafe() {
        return awaitSafe(System.nanoTime() + SAFE_PATIENCE.toNanos());
    }

    private Future<Void> awaitSafe(long deadline) {
        return vertx.executeBlocking(this::isSafe).compose(safe -> {
            if (safe) {
                return Future.succeededFuture();
            } else if (System.nanoTime() > deadline) {
                return Future.failedFuture(
                        "the cluster did not become safe within " + SAFE_PATIENCE.toSeconds() + " s");
            }
            return vertx.timer(SAFE_POLL.toMillis()).compose(tick -> awaitSafe(deadline));
        });
    }
}
