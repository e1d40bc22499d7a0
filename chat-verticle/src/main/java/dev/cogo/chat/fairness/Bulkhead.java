package dev.cogo.chat.fairness;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A bulkhead with fair queueing: at most so much work of one kind at the same time, less of any one user, and whose turn it is
 * goes round the users, not by who came first. So somebody who asks for a hundred things waits behind themselves. Confined to
 * a virtual-thread verticle's context.
 */
public final class Bulkhead {
    /** When somebody who has asked for too much may come back. */
    private static final Duration WAIT = Duration.ofSeconds(1);

    /**
     * How much there may be.
     *
     * @param what the work, as a plural, for the refusals
     * @param running at the same time
     * @param runningOfUser of these, of one user
     * @param waiting for their turn
     * @param waitingOfUser of these, of one user
     * @param patience who waits for longer is refused: the caller soon gives up
     */
    public record Limits(
            String what, int running, int runningOfUser, int waiting, int waitingOfUser, Duration patience) {}

    private final Limits limits;
    private final Map<UUID, Share> shares = new HashMap<>();
    /** Those who have work that may begin as soon as there is a place, each once. */
    private final Deque<Share> turns = new ArrayDeque<>();

    private int running;
    private int waiting;

    public Bulkhead(Limits limits) {
        this.limits = limits;
    }

    /** The same handler behind this bulkhead. */
    public <Q, R> Function<Q, R> guard(Function<Q, UUID> userOf, Function<Q, R> handler) {
        return request -> with(userOf.apply(request), () -> handler.apply(request));
    }

    /**
     * Does the work when it is the user's turn.
     *
     * @throws CogoException {@code rate_limited} when too much of this user's waits, {@code overloaded} when too much waits
     *     altogether or the turn does not come in time
     */
    public <T> T with(UUID user, Supplier<T> work) {
        Share share = shares.computeIfAbsent(user, id -> new Share());
        try {
            if (running < limits.running() && share.running < limits.runningOfUser()) {
                begin(share);
            } else {
                await(share);
            }
            try {
                return work.get();
            } finally {
                running--;
                share.running--;
                enrol(share);
                handOver();
            }
        } finally {
            if (share.isIdle()) {
                shares.remove(user);
            }
        }
    }

    private void begin(Share share) {
        running++;
        share.running++;
    }

    private void await(Share share) {
        if (share.waiting.size() >= limits.waitingOfUser()) {
            throw CogoException.retryAfter(
                    ErrorCode.RATE_LIMITED, "too many " + limits.what() + " of yours at once", WAIT);
        } else if (waiting >= limits.waiting()) {
            throw overloaded();
        }
        Promise<Void> turn = Promise.promise();
        share.waiting.add(turn);
        waiting++;
        enrol(share);
        boolean came = turn.future()
                .map(true)
                .timeout(limits.patience().toMillis(), TimeUnit.MILLISECONDS)
                .otherwise(false)
                .await();
        if (!came && share.waiting.remove(turn)) { // else it came at the last moment
            waiting--;
            throw overloaded();
        }
    }

    private CogoException overloaded() {
        return new CogoException(ErrorCode.OVERLOADED, "too many " + limits.what() + " at once, try again");
    }

    /** Puts the user at the end of the line, if there is a reason to stand in it. */
    private void enrol(Share share) {
        if (!share.inLine && !share.waiting.isEmpty() && share.running < limits.runningOfUser()) {
            share.inLine = true;
            turns.add(share);
        }
    }

    private void handOver() {
        while (running < limits.running() && !turns.isEmpty()) {
            Share share = turns.remove();
            share.inLine = false;
            Promise<Void> turn = share.waiting.poll();
            if (turn != null) { // else who waited has given up
                waiting--;
                begin(share);
                enrol(share);
                turn.complete();
            }
        }
    }

    private static final class Share {
        private final Deque<Promise<Void>> waiting = new ArrayDeque<>();
        private boolean inLine;
        private int running;

        boolean isIdle() {
            return running == 0 && waiting.isEmpty();
        }
    }
}
