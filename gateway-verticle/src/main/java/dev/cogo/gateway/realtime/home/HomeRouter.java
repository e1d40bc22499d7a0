package dev.cogo.gateway.realtime.home;

import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.cluster.Topology;
import dev.cogo.runtime.eventloop.YieldingLoop;
import dev.cogo.schema.home.HomeAck;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Routes soft state to the homes of its channels, and to their new homes whenever they move (partition-owner routing). Used on one
 * event loop only.
 */
final class HomeRouter<T extends SoftState<T>> {
    // Without a word, a home notices by itself when this node is gone.
    private static final Duration GOODBYE_TIME = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final Context context;
    private final ClusterView cluster;
    private final Function<String, HomeReplicator<T, ?>> connect;
    private final Map<String, HomeReplicator<T, ?>> replicators = new HashMap<>();
    private final Map<Integer, Set<T>> byPartition = new HashMap<>();
    /** What came before any home was there, and so before there were partitions. */
    private final Set<T> unplaced = new LinkedHashSet<>();

    private Topology topology;
    private long beatTimer;
    private boolean closed;

    /** @param connect makes what replicates to a node */
    HomeRouter(Vertx vertx, Context context, ClusterView cluster, Function<String, HomeReplicator<T, ?>> connect) {
        this.vertx = vertx;
        this.context = context;
        this.cluster = cluster;
        this.connect = connect;
        this.topology = cluster.topology();
    }

    void start() {
        cluster.onChange(now -> context.runOnContext(go -> changed()));
        changed();
        beatTimer = vertx.setPeriodic(
                HomeAck.BEAT_MILLIS, tick -> replicators.values().forEach(HomeReplicator::beat));
    }

    /** Takes back everything; completes when the homes know, as far as that is done in time. */
    Future<Void> close() {
        closed = true;
        vertx.cancelTimer(beatTimer);
        Future<?> known = Future.join(
                replicators.values().stream().map(HomeReplicator::close).toList());
        replicators.clear();
        byPartition.clear();
        unplaced.clear();
        Promise<Void> done = Promise.promise();
        long timer = vertx.setTimer(GOODBYE_TIME.toMillis(), late -> done.tryComplete());
        known.onComplete(all -> {
            vertx.cancelTimer(timer);
            done.tryComplete();
        });
        return done.future();
    }

    boolean isClosed() {
        return closed;
    }

    /** Announces it wherever its channel is at home, from now on. */
    void add(T state) {
        Optional<String> home = topology.homeOf(state.channel());
        if (home.isEmpty()) {
            unplaced.add(state);
            return;
        }
        int partition = topology.partitionOf(state.channel());
        byPartition.computeIfAbsent(partition, first -> new LinkedHashSet<>()).add(state);
        HomeReplicator<T, ?> replicator = replicator(home.get());
        state.place(partition, replicator);
        replicator.enqueue(state);
    }

    /** Announces it no more. */
    void remove(T state) {
        state.remove();
        unplaced.remove(state);
        Set<T> neighbours = byPartition.get(state.partition());
        if (neighbours != null && neighbours.remove(state) && neighbours.isEmpty()) {
            byPartition.remove(state.partition());
        }
    }

    private HomeReplicator<T, ?> replicator(String home) {
        return replicators.computeIfAbsent(home, connect);
    }

    private void changed() {
        Topology now = cluster.topology();
        Topology before = topology;
        if (closed || now.equals(before)) {
            return;
        }
        topology = now;
        for (String node : List.copyOf(replicators.keySet())) {
            if (!now.nodes().contains(node) && !now.owners().contains(node)) {
                replicators.remove(node).drop();
            }
        }
        if (now.owners().isEmpty()) {
            return; // No chat node is left. Everything stays where it is, and moves when one comes.
        }
        List<T> movers = new ArrayList<>(unplaced);
        unplaced.clear();
        now.movedSince(before).stream().forEach(moved -> movers.addAll(byPartition.getOrDefault(moved, Set.of())));
        movers.sort(Comparator.comparing(state -> !state.isAwaited()));
        YieldingLoop.forEach(context, movers, this::move);
    }

    private void move(T state) {
        HomeReplicator<T, ?> old = state.replicator();
        Optional<HomeReplicator<T, ?>> now = topology.homeOf(state.channel()).map(this::replicator);
        if (closed
                || state.isRemoved()
                || now.filter(replicator -> replicator == old).isPresent()) {
            return;
        }
        if (old != null) {
            old.forget(state);
        }
        add(state);
    }
}
