package dev.cogo.chat.home;

import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.eventloop.YieldingLoop;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.home.TimelineHeads;
import dev.cogo.schema.record.Done;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Monitors the heads of timelines (anti-entropy against the database): sees to it that a lost event is missed though no later one shows the gap: each timeline that somebody follows is compared with
 * the database, one after the other in rounds, and gateways hear again and again where timelines stand that went on lately. Used
 * on the home's event loop only.
 */
final class HeadMonitor {
    private static final Logger LOG = LoggerFactory.getLogger(HeadMonitor.class);
    /** How many times in a round some are compared. */
    private static final int STEPS = 9;

    private final Vertx vertx;
    private final Context context;
    private final Bus bus;
    private final HomeLimits limits;
    private final HeadQueries questions;
    /** The one that was compared the longest ago first. Those that nobody follows any more are left out when they come up. */
    private final Deque<HomeChannel> round = new ArrayDeque<>();
    /** Until when each is told of; those that moved the longest ago first. */
    private final Map<HomeChannel, Long> moved = new LinkedHashMap<>();

    private long compareTimer;
    private long tellTimer;

    HeadMonitor(
            Vertx vertx,
            Context context,
            Bus bus,
            HomeLimits limits,
            Function<List<UUID>, Future<Map<UUID, Long>>> database) {
        this.vertx = vertx;
        this.context = context;
        this.bus = bus;
        this.limits = limits;
        this.questions = new HeadQueries(context, database, this::moved);
    }

    void start() {
        compareTimer = vertx.setPeriodic(Math.max(1, limits.round().toMillis() / STEPS), tick -> compare());
        tellTimer = vertx.setPeriodic(limits.tell().toMillis(), tick -> publish());
    }

    void stop() {
        vertx.cancelTimer(compareTimer);
        vertx.cancelTimer(tellTimer);
    }

    HeadQueries questions() {
        return questions;
    }

    /** Compares it from now on, for as long as it has followers. */
    void add(HomeChannel channel) {
        if (channel.sessionId() != null) {
            round.add(channel);
        }
    }

    /** Notes that its timeline went on, or back. */
    void moved(HomeChannel channel) {
        moved.remove(channel);
        moved.put(channel, System.nanoTime() + limits.fresh().toNanos());
    }

    private void compare() {
        if (!questions.isIdle()) {
            return; // The database is slow; a round takes longer then.
        }
        List<HomeChannel> next = new ArrayList<>();
        for (int left = (round.size() + STEPS - 1) / STEPS; left > 0; left--) {
            HomeChannel channel = round.remove();
            if (!channel.followers().isEmpty()) {
                round.add(channel);
                next.add(channel);
            }
        }
        if (!next.isEmpty()) {
            questions.ask(next).onFailure(failure -> LOG.debug("timelines can't be compared: {}", failure.toString()));
        }
    }

    private void publish() {
        Map<GatewayInterest, List<TimelineHeads.Tip>> batches = new HashMap<>();
        long now = System.nanoTime();
        YieldingLoop.forEach(context, List.copyOf(moved.keySet()), channel -> {
                    for (GatewayInterest gatewayInterest : channel.followers()) {
                        collect(batches, gatewayInterest, channel);
                    }
                    channel.toldBack();
                    Long until = moved.get(channel);
                    if (until != null && until - now < 0) {
                        moved.remove(channel);
                    }
                })
                .onSuccess(all -> batches.forEach(this::send));
    }

    private void collect(
            Map<GatewayInterest, List<TimelineHeads.Tip>> batches,
            GatewayInterest gatewayInterest,
            HomeChannel channel) {
        List<TimelineHeads.Tip> batch = batches.computeIfAbsent(gatewayInterest, first -> new ArrayList<>());
        batch.add(new TimelineHeads.Tip(channel.sessionId(), channel.head(), channel.wentBack()));
        if (batch.size() == HeadQueries.MAX_SESSIONS) {
            send(gatewayInterest, batches.remove(gatewayInterest));
        }
    }

    private void send(GatewayInterest gatewayInterest, List<TimelineHeads.Tip> tips) {
        bus.<Done>requestAt(gatewayInterest.node(), Address.GATEWAY_TIPS, new TimelineHeads(tips))
                .onFailure(failure -> LOG.debug("{} was not told: {}", gatewayInterest.node(), failure.getMessage()));
    }
}
