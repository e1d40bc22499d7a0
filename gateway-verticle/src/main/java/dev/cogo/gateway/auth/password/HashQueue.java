package dev.cogo.gateway.auth.password;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Threads for hashing with a fair queue in front: those who wait take turns (round robin), so that whoever asks for a lot waits
 * for himself. Thread-safe.
 */
final class HashQueue implements AutoCloseable {
    private static final Duration COME_BACK = Duration.ofSeconds(2);

    private final Bounds bounds;
    private final ExecutorService threads;
    /** In the order of their turns. */
    private final Map<String, Deque<Runnable>> waiting = new LinkedHashMap<>();

    /** How many of whose are being done. */
    private final Map<String, Integer> running = new HashMap<>();

    private int queued;
    private int busy;

    /**
     * How much a lane does and holds.
     *
     * @param parallel hashes at a time
     * @param waiting how many may wait
     * @param waitingOfOne how many of them may be one's
     * @param parallelOfOne how many of one's are done at a time
     */
    record Bounds(int parallel, int waiting, int waitingOfOne, int parallelOfOne) {}

    HashQueue(String name, Bounds bounds) {
        this.bounds = bounds;
        this.threads = Executors.newFixedThreadPool(
                bounds.parallel(),
                Thread.ofPlatform().daemon().name("cogo-" + name + "-", 0).factory());
    }

    /** Has something hashed; fails with {@code rate_limited} for who waits too often, {@code overloaded} when too many wait. */
    <T> CompletableFuture<T> submit(String who, Callable<T> hashing) {
        CompletableFuture<T> result = new CompletableFuture<>();
        CogoException refusal = enqueue(who, () -> complete(result, hashing));
        if (refusal != null) {
            result.completeExceptionally(refusal);
        }
        return result;
    }

    /** How many wait. */
    synchronized int queued() {
        return queued;
    }

    private synchronized @Nullable CogoException enqueue(String who, Runnable job) {
        Deque<Runnable> own = waiting.get(who);
        if (own != null && own.size() >= bounds.waitingOfOne()) {
            return CogoException.retryAfter(
                    ErrorCode.RATE_LIMITED, "too many of your passwords are waiting to be looked at", COME_BACK);
        }
        if (queued >= bounds.waiting()) {
            return new CogoException(ErrorCode.OVERLOADED, "too many passwords at once, try again");
        }
        waiting.computeIfAbsent(who, first -> new ArrayDeque<>()).add(job);
        queued++;
        dispatch();
        return null;
    }

    // With the lock.
    private void dispatch() {
        if (threads.isShutdown()) {
            return;
        }
        Iterator<Map.Entry<String, Deque<Runnable>>> turns = waiting.entrySet().iterator();
        while (busy < bounds.parallel() && turns.hasNext()) {
            Map.Entry<String, Deque<Runnable>> turn = turns.next();
            String who = turn.getKey();
            if (running.getOrDefault(who, 0) >= bounds.parallelOfOne()) {
                continue;
            }
            Deque<Runnable> own = turn.getValue();
            Runnable job = own.remove();
            turns.remove();
            if (!own.isEmpty()) {
                waiting.put(who, own); // to the end of the round
                turns = waiting.entrySet().iterator();
            }
            queued--;
            busy++;
            running.merge(who, 1, Integer::sum);
            threads.execute(() -> run(who, job));
        }
    }

    private void run(String who, Runnable job) {
        try {
            job.run();
        } finally {
            done(who);
        }
    }

    private synchronized void done(String who) {
        busy--;
        running.computeIfPresent(who, (of, count) -> count == 1 ? null : count - 1);
        dispatch();
    }

    private static <T> void complete(CompletableFuture<T> result, Callable<T> hashing) {
        try {
            result.complete(hashing.call());
        } catch (Exception e) {
            result.completeExceptionally(e);
        }
    }

    /** Lets what is under way end, and does nothing more. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
