package dev.cogo.gateway.realtime.home;

import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.cluster.Topology;
import dev.cogo.runtime.eventloop.YieldingLoop;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Routes this node's interests to their owners: tells the homes of channels that this node listens to them, and their new homes whenever they move. Used on the registry's
 * event loop only, save what says otherwise.
 */
public final class InterestRouter {
    private static final long BEAT_MILLIS = 2000;

    private final Vertx vertx;
    private final Context context;
    private final Bus bus;
    private final ClusterView cluster;
    private final Map<String, InterestReplicator> lines = new HashMap<>();
    /** All wishes by their partition. */
    private final Map<Integer, Set<Interest>> placed = new HashMap<>();
    /** Those that came before any home was there, and so before there were partitions. */
    private final Set<Interest> unplaced = new LinkedHashSet<>();

    private Topology topology;
    private long beatTimer;
    private boolean closed;

    public InterestRouter(Vertx vertx, Context context, Bus bus, ClusterView cluster) {
        this.vertx = vertx;
        this.context = context;
        this.bus = bus;
        this.cluster = cluster;
        this.topology = cluster.topology();
    }

    public void start() {
        cluster.onChange(now -> context.runOnContext(go -> changed()));
        changed();
        beatTimer = vertx.setPeriodic(BEAT_MILLIS, tick -> beat());
    }

    /** Takes back everything; completes when the homes know, as far as they can be told. */
    public Future<Void> close() {
        closed = true;
        vertx.cancelTimer(beatTimer);
        Future<Void> known = Future.join(
                        lines.values().stream().map(InterestReplicator::close).toList())
                .mapEmpty();
        lines.clear();
        placed.clear();
        unplaced.clear();
        return known;
    }

    /** Wants a channel's events; see {@link Interest}. */
    public Interest announce(String channel, LongConsumer whenTold) {
        Interest interest = new Interest(channel, whenTold);
        place(interest);
        return interest;
    }

    /** Wants them no longer. */
    public void withdraw(Interest interest) {
        interest.end();
        unplaced.remove(interest);
        Set<Interest> neighbours = placed.get(interest.partition());
        if (neighbours != null && neighbours.remove(interest) && neighbours.isEmpty()) {
            placed.remove(interest.partition());
        }
        InterestReplicator line = interest.line();
        if (line != null) {
            line.leave(interest);
        }
    }

    private void place(Interest interest) {
        Optional<String> home = topology.homeOf(interest.channel());
        if (home.isEmpty()) {
            unplaced.add(interest);
            return;
        }
        int partition = topology.partitionOf(interest.channel());
        placed.computeIfAbsent(partition, first -> new LinkedHashSet<>()).add(interest);
        InterestReplicator line = line(home.get());
        interest.place(partition, line);
        line.join(interest);
    }

    private InterestReplicator line(String home) {
        return lines.computeIfAbsent(home, first -> new InterestReplicator(vertx, context, bus, cluster.self(), home));
    }

    private void beat() {
        lines.values().forEach(InterestReplicator::beat);
    }

    private void changed() {
        Topology now = cluster.topology();
        Topology before = topology;
        if (closed || now.equals(before)) {
            return;
        }
        topology = now;
        for (String node : List.copyOf(lines.keySet())) {
            if (!now.nodes().contains(node) && !now.owners().contains(node)) {
                lines.remove(node).drop();
            }
        }
        if (now.owners().isEmpty()) {
            return; // No chat node is left. Each wish stays where it is, and moves when one comes.
        }
        List<Interest> movers = new ArrayList<>(unplaced);
        unplaced.clear();
        now.movedSince(before).stream().forEach(partition -> movers.addAll(placed.getOrDefault(partition, Set.of())));
        // Who is waited for first.
        movers.sort(Comparator.comparing(interest -> interest.first().future().isComplete()));
        YieldingLoop.forEach(context, movers, this::move);
    }

    private void move(Interest interest) {
        InterestReplicator old = interest.line();
        Optional<InterestReplicator> now = topology.homeOf(interest.channel()).map(this::line);
        if (closed || interest.ended() || now.filter(line -> line == old).isPresent()) {
            return;
        }
        if (old != null) {
            old.forget(interest);
        }
        place(interest);
    }
}
