package dev.cogo.agentbridge.pull;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Agents that wait for a task here. They are woken when one is accepted on this node, and look for what came in elsewhere every
 * second. For one verticle's own threads, which interleave only where they await.
 */
public final class PullWaiters {
    /** Of one agent on one node. */
    private static final int MAX_WAITING = 8;

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final Map<UUID, Set<Promise<Void>>> waiting = new HashMap<>();
    private boolean stopping;

    public PullWaiters(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Waits until it is worth looking again.
     *
     * @param untilNanos when it has waited long enough
     * @return false when that is over
     * @throws CogoException {@code rate_limited} when {@value #MAX_WAITING} others wait for the agent
     */
    boolean await(UUID agentId, long untilNanos) {
        long left = TimeUnit.NANOSECONDS.toMillis(untilNanos - System.nanoTime());
        if (left <= 0 || stopping) {
            return false;
        }
        Set<Promise<Void>> others = waiting.computeIfAbsent(agentId, id -> new HashSet<>());
        if (others.size() >= MAX_WAITING) {
            throw CogoException.retryAfter(
                    ErrorCode.RATE_LIMITED, "this agent waits " + MAX_WAITING + " times already", LOOK);
        }
        Promise<Void> woken = Promise.promise();
        others.add(woken);
        long timer = vertx.setTimer(Math.min(left, LOOK.toMillis()), over -> woken.tryComplete());
        try {
            woken.future().await();
        } finally {
            vertx.cancelTimer(timer);
            others.remove(woken);
            if (others.isEmpty()) {
                waiting.remove(agentId, others);
            }
        }
        return !stopping;
    }

    /** Says that there is something for an agent. */
    public void wake(UUID agentId) {
        Set.copyOf(waiting.getOrDefault(agentId, Set.of())).forEach(Promise::tryComplete);
    }

    /** Lets nobody wait any more. */
    public void stop() {
        stopping = true;
        Set.copyOf(waiting.keySet()).forEach(this::wake);
    }
}
