package dev.cogo.gateway.realtime.home;

import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.metrics.NodeMetrics;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.home.AnnounceInterest;
import dev.cogo.schema.home.InterestAck;
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
 * Replicates interests to one home (anti-entropy by count and checksum): what this node tells it, in batches and in order, a few of them under way at a time. Who waits for a channel goes first,
 * so that a listener need not wait until all channels of a home that is gone are announced elsewhere. Used on the registry's
 * event loop only.
 */
final class InterestReplicator {
    private static final Logger LOG = LoggerFactory.getLogger(InterestReplicator.class);
    private static final int MAX_UNDER_WAY = 4;
    private static final int MAX_JOINS = AnnounceInterest.MAX_CHANNELS / 2;
    private static final int MAX_LEAVES = AnnounceInterest.MAX_CHANNELS - MAX_JOINS;
    private static final long RETRY_MIN_MILLIS = 50;
    private static final long RETRY_MAX_MILLIS = 1000;

    private final Vertx vertx;
    private final Context context;
    private final Bus bus;
    private final String gateway;
    private final String home;
    /** Wishes that are to be announced: those whose channel nobody has heard yet, and the others. */
    private final Set<Interest> urgent = new LinkedHashSet<>();

    private Set<Interest> others = new LinkedHashSet<>();
    private final Set<String> leaves = new LinkedHashSet<>();
    /** What the home should know, whether it has answered or not: it hears everything in order. */
    private Set<Interest> announced = new LinkedHashSet<>();

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

    InterestReplicator(Vertx vertx, Context context, Bus bus, String gateway, String home) {
        this.vertx = vertx;
        this.context = context;
        this.bus = bus;
        this.gateway = gateway;
        this.home = home;
    }

    /** Announces a wish that was placed here. */
    void join(Interest interest) {
        (interest.first().future().isComplete() ? others : urgent).add(interest);
        leaves.remove(interest.channel());
        flushSoon();
    }

    /** Tells the home that a wish is no more. */
    void leave(Interest interest) {
        if (forget(interest)) {
            leaves.add(interest.channel());
            flushSoon();
        }
    }

    /** Takes the wish away, for it is to be announced elsewhere: this home is not told, and goes on sending for a while. */
    boolean forget(Interest interest) {
        urgent.remove(interest);
        others.remove(interest);
        boolean was = announced.remove(interest);
        if (was) {
            hash -= interest.hash();
        }
        return was;
    }

    /** Tells the home what it should know, so that it notices when it does not. */
    void beat() {
        if (!beating) {
            beating = true;
            announce(List.of(), List.of()).onComplete((answer, failure) -> beating = false);
        }
    }

    /** Takes back everything, and says nothing more; completes when the home knows, or can't be told. */
    Future<Void> close() {
        announced.clear();
        hash = 0;
        anew = true;
        Future<Void> known = announce(List.of(), List.of()).mapEmpty();
        drop();
        return known.otherwiseEmpty();
    }

    /** Says nothing more: the home is gone. */
    void drop() {
        closed = true;
        urgent.clear();
        others.clear();
        announced.clear();
        leaves.clear();
    }

    private void flushSoon() {
        if (!flushing && !waiting) {
            flushing = true;
            // A little later: what the same turn of the loop asks for goes together.
            context.runOnContext(go -> flush());
        }
    }

    private void flush() {
        flushing = false;
        while (!closed
                && !waiting
                && underWay < MAX_UNDER_WAY
                && !(urgent.isEmpty() && others.isEmpty() && leaves.isEmpty())) {
            List<Interest> joins = new ArrayList<>();
            drain(urgent, joins, MAX_JOINS);
            boolean inNoHurry = false;
            if (joins.isEmpty() && !othersUnderWay) {
                // The home looks up where each stands before it answers. So not together with those who are waited for,
                // and one batch at a time: those would stand in line behind it.
                drain(others, joins, MAX_JOINS);
                inNoHurry = !joins.isEmpty();
            }
            List<String> left = new ArrayList<>();
            drain(leaves, left, MAX_LEAVES);
            if (joins.isEmpty() && left.isEmpty()) {
                return;
            }
            othersUnderWay |= inNoHurry;
            send(joins, left, inNoHurry);
        }
    }

    private static <T> void drain(Set<T> from, List<T> to, int max) {
        Iterator<T> all = from.iterator();
        while (to.size() < max && all.hasNext()) {
            to.add(all.next());
            all.remove();
        }
    }

    private void send(List<Interest> joins, List<String> left, boolean inNoHurry) {
        for (Interest interest : joins) {
            if (announced.add(interest)) {
                hash += interest.hash();
            }
        }
        underWay++;
        announce(joins.stream().map(Interest::channel).toList(), left)
                .onComplete(
                        answer -> {
                            arrived(inNoHurry);
                            failures = 0;
                            acknowledged(joins, answer);
                        },
                        failure -> {
                            arrived(inNoHurry);
                            failed(joins);
                        });
    }

    private void arrived(boolean inNoHurry) {
        underWay--;
        othersUnderWay &= !inNoHurry;
    }

    private Future<InterestAck> announce(List<String> joins, List<String> left) {
        boolean wasAnew = anew;
        anew = false;
        AnnounceInterest said = new AnnounceInterest(gateway, wasAnew, left, joins, announced.size(), hash);
        return bus.<InterestAck>requestAt(home, Address.HOME_ANNOUNCE, said)
                .onSuccess(answer -> {
                    if (answer.announceAnew() && !closed) {
                        announceAnew();
                    }
                })
                .onFailure(failure -> {
                    LOG.debug("the home at {} was not told: {}", home, failure.getMessage());
                    anew |= wasAnew;
                });
    }

    private void acknowledged(List<Interest> joins, InterestAck answer) {
        for (int i = 0; i < joins.size() && !closed; i++) {
            Interest interest = joins.get(i);
            // It may have been taken back, or be announced elsewhere meanwhile.
            if (interest.line() == this) {
                interest.acknowledged(answer.positions().get(i));
            }
        }
        flush();
    }

    private void announceAnew() {
        NodeMetrics.of(vertx)
                .counter("cogo.realtime.resynchronised", "what", "interest")
                .increment();
        LOG.info("{} channels are announced to their home at {} anew", announced.size(), home);
        announced.addAll(others);
        others = announced;
        announced = new LinkedHashSet<>();
        hash = 0;
        anew = true;
        flushSoon();
    }

    // Whether the home has heard it or not. Channels that were left are not told again: if it did not hear of them, it
    // differs.
    private void failed(List<Interest> joins) {
        for (Interest interest : joins) {
            if (interest.line() == this && !interest.ended() && !closed) {
                (interest.first().future().isComplete() ? others : urgent).add(interest);
            }
        }
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
}
