package dev.cogo.gateway.realtime.home;

import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.metrics.NodeMetrics;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.home.AnnouncePresence;
import dev.cogo.schema.home.PresenceAck;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this node tells one home about who is there: as it is when it is sent, in batches, one at a time, again until it is heard.
 * Used on the book's event loop only.
 */
final class PresenceReplicator {
    private static final Logger LOG = LoggerFactory.getLogger(PresenceReplicator.class);
    private static final long RETRY_MIN_MILLIS = 50;
    private static final long RETRY_MAX_MILLIS = 1000;

    private final Vertx vertx;
    private final Context context;
    private final Bus bus;
    private final String gateway;
    private final String home;
    private final Consumer<LocalPresenceEntry> whenGone;
    private Set<LocalPresenceEntry> unsaid = new LinkedHashSet<>();
    /** What the home should know, whether it has answered or not. */
    private Set<LocalPresenceEntry> said = new LinkedHashSet<>();

    private long hash;
    private boolean anew = true;
    private boolean flushing;
    private boolean underWay;
    /** Whether the last failure is too short ago to try again, and how many there were in a row. */
    private boolean waiting;

    private int failures;
    private boolean closed;

    /** @param whenGone hears of those of whom the home knows that they are gone */
    PresenceReplicator(
            Vertx vertx, Context context, Bus bus, String gateway, String home, Consumer<LocalPresenceEntry> whenGone) {
        this.vertx = vertx;
        this.context = context;
        this.bus = bus;
        this.gateway = gateway;
        this.home = home;
        this.whenGone = whenGone;
    }

    /** Tells how somebody is now. */
    void enqueue(LocalPresenceEntry present) {
        unsaid.add(present);
        flushSoon();
    }

    /** Takes somebody away who is to be told elsewhere; this home is not told. */
    void forget(LocalPresenceEntry present) {
        unsaid.remove(present);
        unlist(present);
    }

    /** Tells the home what it should know, so that it notices when it does not, and that this node lives. */
    void beat() {
        if (!underWay && !said.isEmpty()) {
            send(List.of());
        }
    }

    /** Takes back everything, and says nothing more. The clients come back elsewhere: the home lets them some time. */
    Future<?> close() {
        boolean heard = !said.isEmpty() || underWay;
        drop();
        return heard
                ? bus.<PresenceAck>requestAt(
                        home, Address.HOME_PRESENCE, new AnnouncePresence(gateway, true, List.of(), 0, 0))
                : Future.succeededFuture();
    }

    /** Says nothing more: the home is gone. */
    void drop() {
        closed = true;
        unsaid.clear();
        said.clear();
    }

    private void flushSoon() {
        if (!flushing && !underWay && !waiting) {
            flushing = true;
            // A little later: what the same turn of the loop says goes together.
            context.runOnContext(go -> {
                flushing = false;
                flush();
            });
        }
    }

    private void flush() {
        if (closed || underWay || waiting || unsaid.isEmpty()) {
            return;
        }
        List<LocalPresenceEntry> batch = new ArrayList<>();
        Iterator<LocalPresenceEntry> all = unsaid.iterator();
        while (batch.size() < AnnouncePresence.MAX_ENTRIES && all.hasNext()) {
            batch.add(all.next());
            all.remove();
        }
        send(batch);
    }

    private void send(List<LocalPresenceEntry> batch) {
        List<AnnouncePresence.Entry> entries = new ArrayList<>(batch.size());
        List<Promise<Void>> listeners = new ArrayList<>();
        for (LocalPresenceEntry present : batch) {
            entries.add(present.entry());
            listeners.addAll(present.takeListeners());
            if (present.isGone()) {
                unlist(present);
            } else if (said.add(present)) {
                hash += present.hash();
            }
        }
        boolean wasAnew = anew;
        anew = false;
        underWay = true;
        bus.<PresenceAck>requestAt(
                        home, Address.HOME_PRESENCE, new AnnouncePresence(gateway, wasAnew, entries, said.size(), hash))
                .onComplete(
                        answer -> {
                            underWay = false;
                            failures = 0;
                            listeners.forEach(Promise::complete);
                            acknowledged(batch, entries, answer);
                        },
                        failure -> {
                            LOG.debug("the home at {} was not told who is there: {}", home, failure.getMessage());
                            underWay = false;
                            anew |= wasAnew;
                            listeners.forEach(listener -> listener.fail(failure));
                            failed(batch);
                        });
    }

    private void acknowledged(
            List<LocalPresenceEntry> batch, List<AnnouncePresence.Entry> entries, PresenceAck answer) {
        for (int i = 0; i < batch.size(); i++) {
            LocalPresenceEntry present = batch.get(i);
            present.acknowledged();
            // It may have been moved, or be back, meanwhile.
            if (present.line() == this && present.isGone() && entries.get(i).devices() == 0) {
                whenGone.accept(present);
            }
        }
        if (answer.announceAnew() && !closed) {
            announceAnew();
        }
        flush();
    }

    private void announceAnew() {
        NodeMetrics.of(vertx)
                .counter("cogo.realtime.resynchronised", "what", "presence")
                .increment();
        LOG.info("{} users' presence is announced to the home at {} anew", said.size(), home);
        Set<LocalPresenceEntry> all = said;
        all.addAll(unsaid);
        unsaid = all;
        said = new LinkedHashSet<>();
        hash = 0;
        anew = true;
    }

    private void failed(List<LocalPresenceEntry> batch) {
        if (closed) {
            return;
        }
        batch.stream().filter(present -> present.line() == this).forEach(unsaid::add);
        if (!waiting) {
            waiting = true;
            long wait = Math.min(RETRY_MIN_MILLIS << Math.min(failures, 10), RETRY_MAX_MILLIS);
            failures++;
            vertx.setTimer(wait, fired -> {
                waiting = false;
                flush();
            });
        }
    }

    private void unlist(LocalPresenceEntry present) {
        if (said.remove(present)) {
            hash -= present.hash();
        }
    }
}
