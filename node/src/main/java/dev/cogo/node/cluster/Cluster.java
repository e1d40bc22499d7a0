package dev.cogo.node.cluster;

import com.hazelcast.core.HazelcastInstance;
import dev.cogo.node.config.ClusterConfig;
import dev.cogo.node.config.Role;
import dev.cogo.schema.cluster.ClusterView;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.transport.Transport;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.time.Duration;
import java.util.Set;

/** This node's membership: the Vert.x instance that joined, and the Hazelcast member behind it. */
public final class Cluster {
    private static final Duration SAFE_POLL = Duration.ofMillis(100);
    private static final Duration SAFE_PATIENCE = Duration.ofSeconds(60);

    private final HazelcastClusterManager manager;
    private final Vertx vertx;
    private final HazelcastView view;

    private Cluster(HazelcastClusterManager manager, Vertx vertx) {
        this.manager = manager;
        this.vertx = vertx;
        this.view = new HazelcastView(vertx, manager.getHazelcastInstance());
    }

    /**
     * Joins, and completes when the member is in.
     *
     * @param nodeId unique in the cluster and over restarts
     */
    public static Future<Cluster> join(
            ClusterConfig config, String nodeId, Set<Role> roles, Transport transport, VertxOptions options) {
        HazelcastClusterManager manager = new HazelcastClusterManager(HazelcastSetup.config(config, nodeId, roles));
        VertxBuilder builder = Vertx.builder()
                .with(options.setEventBusOptions(bus(config)))
                .withTransport(transport)
                .withClusterManager(manager);
        return builder.buildClustered().map(vertx -> new Cluster(manager, vertx));
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
        return manager.getHazelcastInstance();
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
