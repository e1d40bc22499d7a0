package dev.cogo.gateway.limits;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/**
 * At most so much of one client's work in flight at the same time; the rest waits for it, so that a client who asks for a hundred
 * things at once stands in nobody else's way. Confined to one event loop.
 */
public final class InFlightLimit {
    private static final Duration COME_BACK = Duration.ofSeconds(1);
    /** Who waits for longer is refused: clients give up soon. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final String what;
    private final int inFlight;
    private final int waiting;
    private final Map<String, Line> lines = new HashMap<>();

    /**
     * What one client may have.
     *
     * @param what names what is limited, for the sentence that refuses it
     * @param inFlight at the same time
     * @param waiting for their turn
     */
    public InFlightLimit(Vertx vertx, String what, int inFlight, int waiting) {
        this.vertx = vertx;
        this.what = what;
        this.inFlight = inFlight;
        this.waiting = waiting;
    }

    /**
     * Asks for a turn.
     *
     * @return the turn when it has come; fails with {@code rate_limited} when too many of this client's wait, or it does not come in time
     */
    public Future<Turn> acquire(String whose) {
        Line line = lines.computeIfAbsent(whose, Line::new);
        if (line.running < inFlight) {
            return Future.succeededFuture(line.begin());
        }
        return line.waiting.size() < waiting ? line.await() : Future.failedFuture(refusal());
    }

    private CogoException refusal() {
        return CogoException.retryAfter(ErrorCode.RATE_LIMITED, "too many " + what + " at the same time", COME_BACK);
    }

    /** A turn that has come. */
    public static final class Turn {
        private final Runnable end;
        private boolean over;

        private Turn(Runnable end) {
            this.end = end;
        }

        /** Ends it; does nothing when it has ended. */
        public void release() {
            if (!over) {
                over = true;
                end.run();
            }
        }
    }

    private final class Line {
        private final String whose;
        private final Queue<Promise<Turn>> waiting = new ArrayDeque<>();
        private int running;

        Line(String whose) {
            this.whose = whose;
        }

        Turn begin() {
            running++;
            return new Turn(this::end);
        }

        Future<Turn> await() {
            Promise<Turn> promise = Promise.promise();
            waiting.add(promise);
            long timer = vertx.setTimer(TIMEOUT.toMillis(), late -> {
                if (waiting.remove(promise)) {
                    promise.fail(refusal());
                }
            });
            return promise.future().onComplete(came -> vertx.cancelTimer(timer));
        }

        void end() {
            running--;
            Promise<Turn> next = waiting.poll();
            if (next != null) {
                next.complete(begin());
            } else if (running == 0) {
                lines.remove(whose);
            }
        }
    }
}
