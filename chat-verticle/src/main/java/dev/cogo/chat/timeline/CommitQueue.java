package dev.cogo.chat.timeline;

import dev.cogo.chat.timeline.WriterMetrics.GivenUp;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Group commit, one transaction at a time: what arrives meanwhile waits in a bounded queue and goes into the next. The events of a
 * transaction are out before the next begins, which is what keeps a session's events in order. Confined to its context.
 */
final class CommitQueue {
    /** The most messages and changes in one transaction: beyond it the rows per second no longer grow. */
    static final int MAX_FLUSH_ROWS = 500;

    /** The most characters in one transaction, a single entry aside: keeps a flush short when messages are long. */
    static final int MAX_FLUSH_WEIGHT = 2 << 20;

    /** Entries that may wait; about a second's work. */
    static final int MAX_WAITING = 10_000;

    /** Characters that may wait. */
    static final int MAX_WAITING_WEIGHT = 32 << 20;

    private static final long TRIAL_NANOS = Duration.ofMillis(300).toNanos();

    private static final String DATABASE_AWAY = "the database is away, try again";

    private static final Logger LOG = LoggerFactory.getLogger(CommitQueue.class);

    private final Context context;
    private final TimelineStore store;
    private final TimelineEvents events;
    private final WriterMetrics metrics;
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private int waitingWeight;
    private boolean flushing;
    // While the database is away one transaction at a time finds out whether it is back, and nobody waits for that.
    private boolean away;
    private long nextTrial;
    private boolean refusing;

    CommitQueue(Context context, TimelineStore store, TimelineEvents events, WriterMetrics metrics) {
        this.context = context;
        this.store = store;
        this.events = events;
        this.metrics = metrics;
    }

    /** Completes with what became of the entry when it is committed, and fails when it is refused. */
    Future<Outcome> submit(TimelineEntry entry) {
        int weight = entry.weight();
        if (refusing) {
            return refuse(GivenUp.STOPPING, ErrorCode.UNAVAILABLE, "this node is stopping, try again");
        } else if (away && (flushing || System.nanoTime() < nextTrial)) {
            return refuse(GivenUp.AWAY, ErrorCode.UNAVAILABLE, DATABASE_AWAY);
        } else if (queue.size() >= MAX_WAITING || waitingWeight + weight > MAX_WAITING_WEIGHT) {
            return refuse(GivenUp.OVERLOADED, ErrorCode.OVERLOADED, "too many writes wait, try again");
        }
        Waiting waiting = new Waiting(entry, weight, System.nanoTime(), Promise.promise());
        queue.add(waiting);
        waitingWeight += weight;
        metrics.waiting(1);
        if (!flushing) {
            flushing = true;
            context.runOnContext(v -> drain());
        }
        return waiting.result().future();
    }

    private Future<Outcome> refuse(GivenUp why, ErrorCode code, String detail) {
        metrics.gaveUp(why);
        return Future.failedFuture(new CogoException(code, detail));
    }

    /** From now on nothing more is accepted; what waits is still stored. */
    void refuse() {
        refusing = true;
    }

    boolean isRefusing() {
        return refusing;
    }

    private void drain() {
        while (!queue.isEmpty()) {
            flush(next());
        }
        flushing = false;
    }

    private List<Waiting> next() {
        List<Waiting> batch = new ArrayList<>();
        Set<UUID> closed = new HashSet<>(); // sessions whose rights change in this batch
        int rows = 0;
        int weight = 0;
        for (Waiting head = queue.peek(); head != null; head = queue.peek()) {
            rows += head.entry().checks();
            weight += head.weight();
            if (!batch.isEmpty() && (rows > MAX_FLUSH_ROWS || weight > MAX_FLUSH_WEIGHT)
                    || closed.contains(head.entry().sessionId())) {
                break;
            }
            queue.remove();
            waitingWeight -= head.weight();
            metrics.waiting(-1);
            if (head.isTooLate()) {
                // The sender has given up and may have sent again: storing it now would surprise everybody.
                metrics.gaveUp(GivenUp.LATE);
                head.result().fail(new CogoException(ErrorCode.TIMEOUT, "it was not stored in time"));
            } else {
                batch.add(head);
                if (head.entry().changesRights()) {
                    closed.add(head.entry().sessionId());
                }
            }
        }
        return batch;
    }

    private void flush(List<Waiting> batch) {
        if (batch.isEmpty()) {
            return;
        }
        long start = System.nanoTime();
        List<Outcome> outcomes = store.store(batch.stream().map(Waiting::entry).toList());
        metrics.committed(batch.size(), System.nanoTime() - start);
        boolean wasAway = away;
        away = outcomes.stream().allMatch(CommitQueue::isAway);
        for (int i = 0; i < batch.size(); i++) {
            settle(batch.get(i), outcomes.get(i));
        }
        if (away) {
            // A single broken connection is tried anew at once.
            nextTrial = System.nanoTime() + (wasAway ? TRIAL_NANOS : 0);
            refuseWaiting();
        }
    }

    private static boolean isAway(Outcome outcome) {
        return outcome instanceof Outcome.Refused(CogoException why) && why.code() == ErrorCode.UNAVAILABLE;
    }

    private void refuseWaiting() {
        for (Waiting waiting : queue) {
            metrics.gaveUp(GivenUp.AWAY);
            waiting.result().fail(new CogoException(ErrorCode.UNAVAILABLE, DATABASE_AWAY));
        }
        metrics.waiting(-queue.size());
        queue.clear();
        waitingWeight = 0;
    }

    private void settle(Waiting waiting, Outcome outcome) {
        switch (outcome) {
            case Outcome.Refused refused -> waiting.result().fail(refused.why());
            case Outcome.Stored stored -> {
                metrics.stored(stored.messages().size());
                publish(waiting.entry(), stored);
                waiting.result().complete(stored);
            }
            case Outcome.Changed changed -> {
                metrics.changed();
                publish(waiting.entry(), changed);
                waiting.result().complete(changed);
            }
        }
    }

    private void publish(TimelineEntry entry, Outcome outcome) {
        try {
            events.publish(entry, outcome);
        } catch (RuntimeException e) {
            // It is stored, so the caller must hear that; listeners notice the gap by the next seq.
            metrics.eventLost();
            LOG.error("an event of session {} was lost", entry.sessionId(), e);
        }
    }

    private record Waiting(TimelineEntry entry, int weight, long since, Promise<Outcome> result) {
        boolean isTooLate() {
            return System.nanoTime() - since > Address.MESSAGE_SEND.timeout().toNanos();
        }
    }
}
