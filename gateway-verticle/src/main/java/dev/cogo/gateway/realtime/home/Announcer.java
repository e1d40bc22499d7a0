package dev.cogo.gateway.realtime.home;

import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.cluster.Layout;
import dev.cogo.runtime.eventloop.Slices;
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
 * Tells the homes of channels that this node listens to them, and their new homes whenever they move. Used on the registry's
 * event loop only, save what says otherwise.
 */
public final class Announcer {
    private static final long BEAT_MILLIS = 2000;

    private final Vertx vertx;
    private final Context context;
    private final Bus bus;
    private final ClusterView cluster;
    private final Map<String, HomeLine> lines = new HashMap<>();
    /** All wishes by their partition. */
    private final Map<Integer, Set<Wish>> placed = new HashMap<>();
    /** Those that came before any home was there, and so before there were partitions. */
    private final Set<Wish> unplaced = new LinkedHashSet<>();

    private Layout layout;
    private long beatTimer;
    private boolean closed;

    public Announcer(Vertx vertx, Context context, Bus bus, ClusterView cluster) {
        this.vertx = vertx;
        this.context = context;
        this.bus = bus;
        this.cluster = cluster;
        this.layout = cluster.layout();
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
                        lines.values().stream().map(HomeLine::close).toList())
                .mapEmpty();
        lines.clear();
        placed.clear();
        unplaced.clear();
        return known;
    }

    /** Wants a channel's events; see {@link Wish}. */
    public Wish announce(String channel, LongConsumer whenTold) {
        Wish wish = new Wish(channel, whenTold);
        place(wish);
        return wish;
    }

    /** Wants them no longer. */
    public void withdraw(Wish wish) {
        wish.end();
        unplaced.remove(wish);
        Set<Wish> neighbours = placed.get(wish.partition());
        if (neighbours != null && neighbours.remove(wish) && neighbours.isEmpty()) {
            placed.remove(wish.partition());
        }
        HomeLine line = wish.line();
        if (line != null) {
            line.leave(wish);
        }
    }

    private void place(Wish wish) {
        Optional<String> home = layout.homeOf(wish.channel());
        if (home.isEmpty()) {
            unplaced.add(wish);
            return;
        }
        int partition = layout.partitionOf(wish.channel());
        placed.computeIfAbsent(partition, first -> new LinkedHashSet<>()).add(wish);
        HomeLine line = line(home.get());
        wish.place(partition, line);
        line.join(wish);
    }

    private HomeLine line(String home) {
        return lines.computeIfAbsent(home, first -> new HomeLine(vertx, context, bus, cluster.self(), home));
    }

    private void beat() {
        lines.values().forEach(HomeLine::beat);
    }

    private void changed() {
        Layout now = cluster.layout();
        Layout before = layout;
        if (closed || now.equals(before)) {
            return;
        }
        layout = now;
        for (String node : List.copyOf(lines.keySet())) {
            if (!now.nodes().contains(node) && !now.owners().contains(node)) {
                lines.remove(node).drop();
            }
        }
        if (now.owners().isEmpty()) {
            return; // No chat node is left. Each wish stays where it is, and moves when one comes.
        }
        List<Wish> movers = new ArrayList<>(unplaced);
        unplaced.clear();
        now.movedSince(before).stream().forEach(partition -> movers.addAll(placed.getOrDefault(partition, Set.of())));
        // Who is waited for first.
        movers.sort(Comparator.comparing(wish -> wish.first().future().isComplete()));
        Slices.forEach(context, movers, this::move);
    }

    private void move(Wish wish) {
        HomeLine old = wish.line();
        Optional<HomeLine> now = layout.homeOf(wish.channel()).map(this::line);
        if (closed || wish.ended() || now.filter(line -> line == old).isPresent()) {
            return;
        }
        if (old != null) {
            old.forget(wish);
        }
        place(wish);
    }
}
