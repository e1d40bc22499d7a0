package dev.cogo.gateway.realtime.home;

import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.metrics.NodeMetrics;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.home.HomeAck;
import dev.cogo.schema.record.BusRecord;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replicates soft state to one home (anti-entropy by count and checksum): what this node tells it, in batches and in order, again
 * until it is heard. What is waited for goes first, a few batches at a time; all else one batch at a time. Used on one event loop
 * only.
 *
 * @param <T> what is replicated
 * @param <A> the home's answer
 */
abstract class HomeReplicator<T extends SoftState<T>, A extends HomeAck> {
    private static final Logger LOG = LoggerFactory.getLogger(HomeReplicator.class);
    private static final int MAX_UNDER_WAY = 4;
    private static final long RETRY_MIN_MILLIS = 50;
    private static final long RETRY_MAX_MILLIS = 1000;

    /** What goes over the bus, with what the home should know after it. */
    interface Words {
        BusRecord record(boolean anew, int count, long hash);
    }

    /** What is said at once, and who hears what became of it. */
    interface Announcement<A> extends Words {
        void acknowledged(A answer);

        void failed(Throwable failure);
    }

    private final Vertx vertx;
    private final Context context;
    private final Bus bus;
    private final Address address;
    private final String home;
    private final int batchSize;
    private final Set<T> awaited = new LinkedHashSet<>();
    private Set<T> others = new LinkedHashSet<>();
    /** What the home should know, whether it has answered or not: it hears everything in order. */
    private Set<T> announced = new LinkedHashSet<>();

    private long hash;
    private boolean anew = true;
    private int underWay;
    private boolean othersUnderWay;
    private boolean flushing;
    private boolean beating;
    /** Whether the last failure is too short ago to try again, and how many there were in a row. */
    private boolean waiting;

    private int failures;
    private boolean closed;

    HomeReplicator(Vertx vertx, Context context, Bus bus, Address address, String home, int batchSize) {
        this.vertx = vertx;
        this.context = context;
        this.bus = bus;
        this.address = address;
        this.home = home;
        this.batchSize = batchSize;
    }

    /** Words a batch as it is now. */
    abstract Announcement<A> announcement(List<T> batch);

    /** Words what only lets the home compare. */
    abstract BusRecord beat(boolean anew, int count, long hash);

    /** Tells the home that it is no more. */
    abstract void withdraw(T state);

    /** Whether there is something to say beside what is queued. */
    boolean hasMore() {
        return false;
    }

    /** Announces what was placed here, as it is when it is sent. */
    void enqueue(T state) {
        if (!state.isRemoved()) {
            (state.isAwaited() ? awaited : others).add(state);
            flushSoon();
        }
    }

    /** Takes away what is to be announced elsewhere, and this home is not told; true when it had been announced here. */
    boolean forget(T state) {
        awaited.remove(state);
        others.remove(state);
        return unlist(state);
    }

    /** Tells the home what it should know, so that it notices when it does not, and that this node lives. */
    void beat() {
        if (!beating) {
            beating = true;
            announce(this::beat).onComplete((answer, failure) -> beating = false);
        }
    }

    /** Takes back everything, and says nothing more; completes when the home knows, or can't be told. */
    Future<Void> close() {
        drop();
        hash = 0;
        anew = true;
        return announce(this::beat).<Void>mapEmpty().otherwiseEmpty();
    }

    /** Says nothing more: the home is gone. */
    void drop() {
        closed = true;
        awaited.clear();
        others.clear();
        announced.clear();
    }

    boolean isClosed() {
        return closed;
    }

    final void flushSoon() {
        if (!flushing && !waiting) {
            flushing = true;
            // A little later: what the same turn of the loop asks for goes together.
            context.runOnContext(go -> {
                flushing = false;
                flush();
            });
        }
    }

    private void flush() {
        while (!closed && !waiting && underWay < MAX_UNDER_WAY) {
            List<T> batch = drain(awaited);
            // A home may look something up before it answers. So the others do not go together with those who are
            // waited
            // for, and one batch at a time: those would stand in line behind it.
            boolean inNoHurry = batch.isEmpty() && !othersUnderWay && !others.isEmpty();
            if (inNoHurry) {
                batch = drain(others);
            }
            if (batch.isEmpty() && !hasMore()) {
                return;
            }
            send(batch, inNoHurry);
        }
    }

    private List<T> drain(Set<T> from) {
        List<T> batch = new ArrayList<>();
        Iterator<T> all = from.iterator();
        while (batch.size() < batchSize && all.hasNext()) {
            batch.add(all.next());
            all.remove();
        }
        return batch;
    }

    private void send(List<T> batch, boolean inNoHurry) {
        Announcement<A> announcement = announcement(batch);
        for (T state : batch) {
            if (state.isGone()) {
                unlist(state);
            } else if (announced.add(state)) {
                hash += state.hash();
            }
        }
        underWay++;
        othersUnderWay |= inNoHurry;
        announce(announcement)
                .onComplete(
                        answer -> {
                            arrived(inNoHurry);
                            failures = 0;
                            announcement.acknowledged(answer);
                            flush();
                        },
                        failure -> {
                            arrived(inNoHurry);
                            announcement.failed(failure);
                            failed(batch);
                        });
    }

    private void arrived(boolean inNoHurry) {
        underWay--;
        othersUnderWay &= !inNoHurry;
    }

    private Future<A> announce(Words words) {
        boolean wasAnew = anew;
        anew = false;
        return bus.<A>requestAt(home, address, words.record(wasAnew, announced.size(), hash))
                .onSuccess(answer -> {
                    if (answer.announceAnew() && !closed) {
                        announceAnew();
                    }
                })
                .onFailure(failure -> {
                    LOG.debug("{} at {} was not told: {}", address, home, failure.getMessage());
                    anew |= wasAnew;
                });
    }

    private void announceAnew() {
        NodeMetrics.of(vertx)
                .counter("cogo.realtime.resynchronised", "what", address.wireName())
                .increment();
        LOG.info("{} entries are announced to {} at {} anew", announced.size(), address, home);
        announced.addAll(others);
        others = announced;
        announced = new LinkedHashSet<>();
        hash = 0;
        anew = true;
        flushSoon();
    }

    // Whether the home has heard it or not. Where it was not told of an end, it differs.
    private void failed(List<T> batch) {
        if (closed) {
            return;
        }
        boolean first = !waiting;
        waiting = true;
        batch.stream().filter(state -> state.replicator() == this).forEach(this::enqueue);
        if (first) {
            long wait = Math.min(RETRY_MIN_MILLIS << Math.min(failures, 10), RETRY_MAX_MILLIS);
            failures++;
            vertx.setTimer(wait, fired -> {
                waiting = false;
                flush();
            });
        }
    }

    private boolean unlist(T state) {
        boolean was = announced.remove(state);
        if (was) {
            hash -= state.hash();
        }
        return was;
    }
}
