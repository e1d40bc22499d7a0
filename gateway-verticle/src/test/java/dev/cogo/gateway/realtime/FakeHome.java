package dev.cogo.gateway.realtime;

import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.bus.EventEnvelope;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.home.AnnounceInterest;
import dev.cogo.schema.home.AnnouncePresence;
import dev.cogo.schema.home.InterestAck;
import dev.cogo.schema.home.PresenceAck;
import dev.cogo.schema.home.TimelineHeads;
import dev.cogo.schema.record.Done;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;

/** A home as gateways see it: it passes events on to who announced themselves, and nothing more unless a test says so. */
final class FakeHome {
    /** All that it was told. */
    final List<AnnounceInterest> heard = new CopyOnWriteArrayList<>();
    /** All that it was told of who is there. */
    final List<AnnouncePresence> presence = new CopyOnWriteArrayList<>();
    /** What a word on presence waits for. */
    volatile Future<Void> presenceGate = Future.succeededFuture();
    /** How many of the next words on presence it fails. */
    final AtomicInteger presenceFailures = new AtomicInteger();
    /** Whether it asks for everybody anew at the next word on presence. */
    volatile boolean presenceLost;
    /** What an announcement waits for after it took effect. */
    volatile Future<Void> gate = Future.succeededFuture();
    /** How many of the next announcements it fails. */
    final AtomicInteger failures = new AtomicInteger();

    private final Vertx vertx;
    private final Bus bus;
    private final String node;
    private final ToLongFunction<UUID> lastSeqs;
    private final Map<String, Set<String>> gateways = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> joins = new ConcurrentHashMap<>();
    private final Map<UUID, Long> told = new ConcurrentHashMap<>();
    private volatile boolean forgetful;

    /** A home on a node, with the sessions' last seqs as the database has them. */
    FakeHome(Vertx vertx, ClusterView view, ToLongFunction<UUID> lastSeqs) {
        this.vertx = vertx;
        this.bus = new Bus(vertx, view);
        this.node = view.self();
        this.lastSeqs = lastSeqs;
        bus.serveHere(Address.HOME_ANNOUNCE, this::announced).completion().await();
        bus.serveHere(Address.HOME_PRESENCE, this::presence).completion().await();
        EventEnvelope.receive(vertx.eventBus(), EventEnvelope.Destination.HOME, node, this::passOn)
                .completion()
                .await();
    }

    /** How many gateways listen to the channel. */
    int now(String channel) {
        return gateways.getOrDefault(channel, Set.of()).size();
    }

    /** How many channels somebody listens to. */
    int known() {
        return (int) gateways.values().stream().filter(all -> !all.isEmpty()).count();
    }

    /** How often the channel was announced. */
    int ever(String channel) {
        return joins.computeIfAbsent(channel, first -> new AtomicInteger()).get();
    }

    /** Forgets everything, and says so at the next sign of life. */
    void forget() {
        gateways.clear();
        forgetful = true;
    }

    /** Tells everybody where the session's timeline stands. */
    void tell(UUID session) {
        long seq = lastSeqs.applyAsLong(session);
        Long before = told.put(session, seq);
        TimelineHeads.Tip tip = new TimelineHeads.Tip(session, seq, before != null && before > seq);
        gateways.getOrDefault(new Channel.OfSession(session).name(), Set.of())
                .forEach(gateway -> bus.<Done>requestAt(gateway, Address.GATEWAY_TIPS, new TimelineHeads(List.of(tip)))
                        .await());
    }

    private Future<PresenceAck> presence(AnnouncePresence said) {
        if (presenceFailures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return Future.failedFuture(new CogoException(ErrorCode.UNAVAILABLE, "it is away"));
        }
        presence.add(said);
        boolean anew = presenceLost;
        presenceLost = false;
        return presenceGate.map(open -> new PresenceAck(anew));
    }

    /** What it heard of a user on a session's channel, in that order. */
    List<AnnouncePresence.Entry> heardOf(UUID user, UUID session) {
        return presence.stream()
                .flatMap(said -> said.entries().stream())
                .filter(entry ->
                        entry.userId().equals(user) && entry.sessionId().equals(session))
                .toList();
    }

    /** Whether the last word on a user, if there was any, is that they left. */
    boolean isAbsent(UUID user, UUID session) {
        List<AnnouncePresence.Entry> words = heardOf(user, session);
        return words.isEmpty() || words.getLast().devices() == 0;
    }

    private Future<InterestAck> announced(AnnounceInterest said) {
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return Future.failedFuture(new CogoException(ErrorCode.UNAVAILABLE, "the database is away"));
        }
        if (said.anew()) {
            gateways.values().forEach(all -> all.remove(said.gateway()));
        }
        said.leaves().stream().map(gateways::get).filter(Objects::nonNull).forEach(all -> all.remove(said.gateway()));
        said.joins().forEach(joined -> {
            gateways.computeIfAbsent(joined, first -> ConcurrentHashMap.newKeySet())
                    .add(said.gateway());
            joins.computeIfAbsent(joined, first -> new AtomicInteger()).incrementAndGet();
        });
        // Who sees it here can rely on its effect.
        heard.add(said);
        boolean anew = forgetful && said.joins().isEmpty();
        forgetful &= !anew;
        return gate.map(open ->
                new InterestAck(said.joins().stream().map(this::position).toList(), anew));
    }

    private long position(String name) {
        return name.startsWith(Channel.SESSION) && Channel.parse(name) instanceof Channel.OfSession(UUID session)
                ? lastSeqs.applyAsLong(session)
                : InterestAck.NO_TIMELINE;
    }

    private void passOn(EventEnvelope event) {
        gateways.getOrDefault(event.channel(), Set.of())
                .forEach(gateway -> event.sendTo(vertx.eventBus(), EventEnvelope.Destination.GATEWAY, gateway));
    }
}
