package dev.cogo.chat.presence;

import dev.cogo.chat.presence.PresenceEntry.Place;
import dev.cogo.chat.replica.GatewayReplica;
import dev.cogo.chat.replica.GatewayReplicas;
import dev.cogo.chat.replica.OwnershipSettling;
import dev.cogo.runtime.cluster.Topology;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.home.AnnouncePresence;
import java.time.Instant;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who is on the channels that are at home here, by the word of the gateways. It keeps what it knows and what it has told apart,
 * and tells the difference: so repeated, lost and reordered words make no false event, and people who come and go faster than
 * is told make none at all. Not thread-safe, and without any clock or bus of its own.
 */
final class PresenceRegistry {
    /** With a partition come thousands of sessions, whose lists would keep everybody else waiting if they were told at once. */
    static final int SETTLED_AT_ONCE = 1000;

    private final PresenceLimits limits;
    private final LongSupplier nanoTime;
    private final PresenceListener voice;
    private final GatewayReplicas<Place, PresenceEntry> gateways;
    private final Map<UUID, SessionPresence> sessions = new HashMap<>();

    private final Set<SessionPresence> untold = new LinkedHashSet<>();
    /** Whose partitions have settled, and whose lists are to be told. */
    private final Set<SessionPresence> settled = new LinkedHashSet<>();

    private final PresencePublisher teller;
    private final OwnershipSettling home;

    /** A board that begins with the cluster as it is. */
    PresenceRegistry(
            String self,
            Topology topology,
            PresenceLimits limits,
            LongSupplier nanoTime,
            InstantSource clock,
            PresenceListener voice) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.gateways = new GatewayReplicas<>(limits.silence(), limits.grace(), nanoTime, clock);
        this.voice = voice;
        this.teller = new PresencePublisher(limits, nanoTime, voice);
        this.home = new OwnershipSettling(self, limits.settle());
        home.changed(topology, nanoTime.getAsLong());
    }

    /** How many sessions have somebody in them; may be read on any thread. */
    int sessions() {
        return sessions.size();
    }

    /** Takes a gateway's word; true when it is to announce all anew. */
    boolean announced(AnnouncePresence said) {
        GatewayReplica<Place, PresenceEntry> gateway = gateways.heard(said.gateway(), said.anew());
        for (AnnouncePresence.Entry entry : said.entries()) {
            if (entry.devices() > 0) {
                put(gateway, entry);
            } else {
                PresenceEntry gone = gateway.get(new Place(entry.userId(), entry.sessionId()));
                if (gone != null) {
                    remove(gone);
                }
            }
        }
        return said.entries().isEmpty() && gateway.differs(said.count(), said.hash());
    }

    private void put(GatewayReplica<Place, PresenceEntry> gateway, AnnouncePresence.Entry said) {
        Place place = new Place(said.userId(), said.sessionId());
        SessionPresence session = sessions.computeIfAbsent(said.sessionId(), this::open);
        PresentUser user = session.user(said.userId());
        PresenceEntry entry = gateway.get(place);
        // Another home has heard of it before, and told things on that gateway's side that are not known here.
        boolean strange = said.known() && entry == null && home.isOf(nameOf(session.id())) && !session.isSettling();
        if (entry == null) {
            entry = new PresenceEntry(gateway, user, said);
            gateway.put(place, entry);
            if (!user.isHere()) {
                session.arrived();
            }
            user.entries().add(entry);
        } else {
            entry.update(said);
        }
        gateway.confirm(entry);
        if (said.known() && session.isSettling() && user.told() == null) {
            session.settle(user); // The home before has told it, or the list will.
        } else {
            session.touch(user);
        }
        if (!session.isLarge() && session.present() > limits.large()) {
            session.large(true);
        }
        if (strange) {
            session.tellAll();
        }
        noteUntold(session);
    }

    private void remove(PresenceEntry entry) {
        PresentUser user = entry.user();
        SessionPresence session = user.session();
        user.left(entry.gateway().heardAt());
        drop(entry);
        if (!user.isHere()) {
            session.departed();
            voice.left(user.id(), session.id(), user.lastSeen());
        }
        session.touch(user);
        // Well below the limit, so that one who comes and goes does not turn it to and fro.
        if (session.isLarge() && session.present() <= limits.large() * 3 / 4) {
            session.large(false);
        }
        noteUntold(session);
        forgetIfEmpty(session);
    }

    private static void drop(PresenceEntry entry) {
        PresentUser user = entry.user();
        user.entries().remove(entry);
        entry.gateway().remove(new Place(user.id(), user.session().id()));
    }

    private void noteUntold(SessionPresence session) {
        if (session.hasSomethingToTell() || session.isLarge()) {
            untold.add(session);
        }
    }

    private void forgetIfEmpty(SessionPresence session) {
        if (session.isEmpty()) {
            sessions.remove(session.id(), session);
            untold.remove(session);
        }
    }

    private SessionPresence open(UUID id) {
        SessionPresence session = new SessionPresence(id, nanoTime.getAsLong());
        Long until = home.settlesAt(nameOf(id));
        if (until != null) {
            session.settleUntil(until);
        }
        return session;
    }

    /** Takes a user off a session's channel, whatever gateways say. */
    void forget(UUID userId, UUID sessionId) {
        SessionPresence session = sessions.get(sessionId);
        PresentUser user = session == null ? null : session.find(userId);
        if (user != null) {
            List.copyOf(user.entries()).forEach(this::remove);
        }
    }

    /** Takes note of whether the session's two may not see each other. */
    void blocked(UUID sessionId, boolean blocked) {
        SessionPresence session = sessions.get(sessionId);
        if (session != null) {
            session.blocked(blocked);
            noteUntold(session);
            forgetIfEmpty(session);
        }
    }

    /** The same from who was asked before there were news. */
    void learn(UUID sessionId, boolean blocked) {
        SessionPresence session = sessions.get(sessionId);
        if (session != null && session.blocked() == null) {
            blocked(sessionId, blocked);
        }
    }

    /** Takes note of how the cluster looks now. */
    void changed(Topology now) {
        Topology before = home.topology();
        BitSet came = home.changed(now, nanoTime.getAsLong());
        gateways.changed(before, now);
        for (SessionPresence session : List.copyOf(sessions.values())) {
            if (!home.isOf(nameOf(session.id()))) {
                session.users().forEach(user -> List.copyOf(user.entries()).forEach(PresenceRegistry::drop));
                sessions.remove(session.id());
                untold.remove(session);
            } else if (came.get(home.partitionOf(nameOf(session.id())))) {
                // It was announced before this node saw that it is its home.
                session.settleUntil(home.settlesAt(nameOf(session.id())));
                session.dirty().stream()
                        .filter(user -> user.entries().stream()
                                .anyMatch(entry -> entry.value().known()))
                        .forEach(session::settle);
                noteUntold(session);
            }
        }
    }

    /** Does what is due by the clock; call it several times a second. */
    void tick() {
        long now = nanoTime.getAsLong();
        gateways.ended().forEach(this::remove);
        if (home.settled(now)) {
            sessions.values().stream().filter(SessionPresence::isSettling).forEach(settled::add);
        }
        Iterator<SessionPresence> next = settled.iterator();
        for (int i = 0; i < SETTLED_AT_ONCE && next.hasNext(); i++) {
            SessionPresence session = next.next();
            next.remove();
            if (sessions.get(session.id()) == session && session.isSettling() && session.takeSettled(now)) {
                untold.add(session);
            }
        }
    }

    /**
     * Tells what there is to tell.
     *
     * @param names the display names that are known
     * @return what must be known for the rest
     */
    MissingFacts publish(Function<UUID, @Nullable String> names) {
        MissingFacts wanted = new MissingFacts();
        for (SessionPresence session : List.copyOf(untold)) {
            if (home.isOf(nameOf(session.id()))) {
                teller.publish(session, names, wanted);
            }
            if (!session.hasSomethingToTell() && !session.isLarge()) {
                untold.remove(session);
            }
            forgetIfEmpty(session);
        }
        return wanted;
    }

    /** Those who are on the session's channel, by id, after one; all after null. */
    List<PresentUser> page(UUID sessionId, @Nullable UUID after, int max) {
        SessionPresence session = sessions.get(sessionId);
        return session == null ? List.of() : session.after(after, max);
    }

    /** Notes when everybody was last seen, before the board is thrown away. */
    void noteAll(BiConsumer<UUID, Instant> note) {
        for (SessionPresence session : sessions.values()) {
            session.after(null, Integer.MAX_VALUE).forEach(user -> note.accept(user.id(), user.lastSeen()));
        }
    }

    /** How many are on the session's channel. */
    int total(UUID sessionId) {
        SessionPresence session = sessions.get(sessionId);
        return session == null ? 0 : session.present();
    }

    /** Whether this is the session's home and has heard of everybody. */
    boolean isComplete(UUID sessionId) {
        return home.isOf(nameOf(sessionId)) && home.settlesAt(nameOf(sessionId)) == null;
    }

    private static String nameOf(UUID sessionId) {
        return new Channel.OfSession(sessionId).name();
    }
}
