package dev.cogo.node.status;

import dev.cogo.runtime.channel.ChannelPublisher;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.metrics.NodeMetrics;
import dev.cogo.schema.bus.Role;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.EventName;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Tells operators every few seconds how this node does: one event, whoever listens; where nobody does it ends at the channel's home.
 */
public final class NodeStatusTeller {
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final ChannelPublisher publisher;
    private final NodeMeasures measures;
    private final InstantSource clock;
    private volatile long timer;

    /**
     * @param node how it is called
     * @param unwell the names of the checks that find something unwell now
     */
    public NodeStatusTeller(
            Vertx vertx,
            ClusterView cluster,
            InstantSource clock,
            String node,
            String version,
            Set<Role> roles,
            Supplier<List<String>> unwell) {
        this.vertx = vertx;
        this.clock = clock;
        this.publisher = new ChannelPublisher(vertx, cluster);
        List<String> names = roles.stream().sorted().map(Role::configName).toList();
        this.measures = new NodeMeasures(node, version, names, NodeMetrics.of(vertx), unwell);
    }

    /** Has a node without a port for metrics count what is told here. Call it before anything is deployed. */
    public static void measure(Vertx vertx) {
        NodeMetrics.keepOnly(vertx, NodeMeasures.METERS);
    }

    /** Begins, on an event loop. */
    public void start() {
        timer = vertx.setPeriodic(EVERY.toMillis(), tick -> tell());
    }

    public void stop() {
        vertx.cancelTimer(timer);
    }

    private void tell() {
        publisher.publish(
                new Channel.OfOperators(), EventName.NODE_STATUS, measures.take(clock.instant(), System.nanoTime()));
    }
}
