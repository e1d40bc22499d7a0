package dev.cogo.chat.presence;

import dev.cogo.runtime.cluster.Topology;
import dev.cogo.schema.event.PresenceChange;
import dev.cogo.schema.event.PresenceSummary;
import dev.cogo.schema.home.AnnouncePresence;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.presence.PresenceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A board with a clock that a test moves, gateways that a test speaks for, and a note of all that it tells. */
final class RegistryFixture implements PresenceListener {
    static final PresenceLimits LIMITS = PresenceLimits.defaults();
    static final String SELF = "home";

    /** All that was told, in a short form. */
    private final List<String> told = new ArrayList<>();

    final List<PresenceChange> changes = new ArrayList<>();
    final List<PresenceSummary> summaries = new ArrayList<>();
    final List<UUID> left = new ArrayList<>();
    final PresenceRegistry board;
    private final Map<UUID, String> names = new HashMap<>();
    private final Map<String, Map<List<UUID>, Long>> announced = new HashMap<>();
    private long nanos = 1;

    /** All sessions are at home at the owner; the board is that of {@link #SELF}. */
    RegistryFixture(String owner, String... others) {
        board = new PresenceRegistry(SELF, layout(owner, others), LIMITS, () -> nanos, this::now, this);
    }

    private static Topology layout(String owner, String... others) {
        Set<String> nodes = new HashSet<>(List.of(others));
        nodes.add(owner);
        return Topology.alike(nodes, List.of(owner));
    }

    UUID user(String name) {
        UUID id = Ids.next();
        names.put(id, name);
        return id;
    }

    static AnnouncePresence.Entry online(UUID user, UUID session) {
        return new AnnouncePresence.Entry(user, session, 1, PresenceStatus.ONLINE, null, 0, false);
    }

    static AnnouncePresence.Entry known(UUID user, UUID session) {
        return new AnnouncePresence.Entry(user, session, 1, PresenceStatus.ONLINE, null, 0, true);
    }

    static AnnouncePresence.Entry away(UUID user, UUID session) {
        return new AnnouncePresence.Entry(user, session, 1, PresenceStatus.AWAY, null, 0, false);
    }

    static AnnouncePresence.Entry gone(UUID user, UUID session) {
        return new AnnouncePresence.Entry(user, session, 0, PresenceStatus.ONLINE, null, 0, true);
    }

    /** A gateway says this, as a real one would; true when the board wants to hear all anew. */
    boolean says(String gateway, AnnouncePresence.Entry... entries) {
        return says(gateway, false, entries);
    }

    boolean says(String gateway, boolean anew, AnnouncePresence.Entry... entries) {
        Map<List<UUID>, Long> all = announced.computeIfAbsent(gateway, first -> new HashMap<>());
        if (anew) {
            all.clear();
        }
        for (AnnouncePresence.Entry entry : entries) {
            List<UUID> place = List.of(entry.userId(), entry.sessionId());
            if (entry.devices() == 0) {
                all.remove(place);
            } else {
                all.put(place, AnnouncePresence.hashOf(entry.userId(), entry.sessionId()));
            }
        }
        long hash = all.values().stream().mapToLong(Long::longValue).sum();
        boolean wants = board.announced(new AnnouncePresence(gateway, anew, List.of(entries), all.size(), hash));
        tell();
        return wants;
    }

    /** The gateway loses this without a word, as when its view of the cluster changed. */
    void forgets(String gateway, UUID user, UUID session) {
        announced.get(gateway).remove(List.of(user, session));
    }

    /** The cluster consists of these nodes, and sessions are at home at the first one. */
    void become(String owner, String... others) {
        board.changed(layout(owner, others));
        tell();
    }

    /** Lets time pass, in which these gateways give signs of life. */
    void pass(Duration time, String... alive) {
        long end = nanos + time.toNanos();
        while (nanos < end) {
            nanos = Math.min(end, nanos + Duration.ofMillis(500).toNanos());
            for (String gateway : alive) {
                says(gateway);
            }
            board.tick();
            tell();
        }
    }

    /** What was told since the last time. */
    List<String> told() {
        List<String> all = List.copyOf(told);
        told.clear();
        return all;
    }

    /** Tells what there is to tell, with the names and blocks as the database would have them. */
    void tell() {
        MissingFacts wanted = board.publish(names::get);
        wanted.sessions().forEach(session -> board.learn(session, false));
        wanted.users().forEach(user -> names.put(user, "nobody"));
        if (!wanted.isEmpty()) {
            tell();
        }
    }

    private Instant now() {
        return Instant.EPOCH.plusNanos(nanos);
    }

    @Override
    public void changed(PresenceChange change) {
        changes.add(change);
        told.add(change.displayName() + " " + change.status().wireName());
    }

    @Override
    public void summed(PresenceSummary summary) {
        summaries.add(summary);
        told.add(
                summary.items() == null
                        ? "count " + summary.total()
                        : "list "
                                + summary.items().stream()
                                        .map(item -> item.displayName() + " "
                                                + item.status().wireName())
                                        .sorted()
                                        .toList());
    }

    @Override
    public void left(UUID userId, UUID sessionId, Instant lastSeen) {
        left.add(userId);
    }
}
