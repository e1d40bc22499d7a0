package dev.cogo.node.peers;

import dev.cogo.node.cluster.Cluster;
import dev.cogo.runtime.bus.Bus;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A few bytes from each node to each other over the bus, twice a second, and who was heard lately. Thread-safe. */
final class BusBeats {
    /** Longer than {@link NodeRegister#SIGN_LIFE} and a beat: a node that dies is known to be gone before it is missed. */
    static final Duration SILENCE = Duration.ofSeconds(3);

    private static final Duration BEAT = Duration.ofMillis(500);
    private static final String NAME = "node.beat";

    private final Vertx vertx;
    private final Cluster cluster;
    private final String self;
    private final Map<String, Long> heardAt = new ConcurrentHashMap<>();

    BusBeats(Cluster cluster) {
        this.vertx = cluster.vertx();
        this.cluster = cluster;
        this.self = cluster.view().self();
    }

    /** Begins to beat and to hear, until Vert.x is closed. */
    void start() {
        vertx.eventBus()
                .<String>consumer(Bus.addressAt(self, NAME), beat -> heardAt.put(beat.body(), System.nanoTime()));
        vertx.setPeriodic(
                BEAT.toMillis(),
                tick -> cluster.others().forEach(node -> vertx.eventBus().send(Bus.addressAt(node, NAME), self)));
    }

    /** Those of the given nodes that are heard; one that is asked for the first time counts as heard just now. */
    Set<String> heard(Set<String> nodes) {
        heardAt.keySet().retainAll(nodes);
        long now = System.nanoTime();
        Set<String> heard = new HashSet<>(nodes);
        heard.removeIf(node -> now - heardAt.computeIfAbsent(node, first -> now) > SILENCE.toNanos());
        return heard;
    }

    /** Forgives all silence: it was this node that slept. */
    void forgive() {
        heardAt.clear();
    }
}
