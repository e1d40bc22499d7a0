package dev.cogo.gateway.supabase.realtime;

import dev.cogo.gateway.limits.TokenBucket;
import dev.cogo.gateway.realtime.transport.RawSocket;
import dev.cogo.gateway.supabase.realtime.frame.Ref;
import dev.cogo.gateway.supabase.realtime.positions.Positions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tracks delivery by acknowledgements: what a client provably has. A WebSocket answers a ping by itself and in the order of what it was sent (RFC 6455, section
 * 5.5.3), so that the answer to a ping behind an event proves the event. One ping is under way at a time. Used on the hub's event
 * loop only.
 */
public final class AckTracker {
    // With each of these a row is written; more often would tell little more about which client it is.
    private static final int HEARTBEATS_PER_NOTE = 10;
    /** How long a client can wait for its ping when there are very many. */
    private static final Duration LONGEST_DOUBT = Duration.ofSeconds(5);

    /** How far the client is on one channel. */
    static final class Channel {
        private final UUID sessionId;
        private long written;
        private long pinged;
        private long proven;

        Channel(UUID sessionId, long seq) {
            this.sessionId = sessionId;
            this.written = seq;
            this.pinged = seq;
            this.proven = seq;
        }
    }

    private final Positions positions;
    private final TokenBucket budget;
    private final RawSocket socket;
    private final UUID connection = UUID.randomUUID();
    private final String clientName;
    private final long openedAt = System.nanoTime();
    private final Map<String, Channel> channels = new HashMap<>();
    private Optional<UUID> login = Optional.empty();
    private long ref;
    private int heartbeats;
    private boolean unproven;
    private long unprovenSince;
    private boolean pinging;

    /** @param clientName what the client calls itself; empty when it does not */
    AckTracker(Positions positions, TokenBucket budget, RawSocket socket, String clientName) {
        this.positions = positions;
        this.budget = budget;
        this.socket = socket;
        this.clientName = clientName;
    }

    void belongTo(UUID loginFamily) {
        login = Optional.of(loginFamily);
    }

    long ageNanos() {
        return System.nanoTime() - openedAt;
    }

    /** The last reference that the client used. */
    void used(Ref used) {
        ref = Math.max(ref, used.number());
    }

    long ref() {
        return ref;
    }

    /** Who the client is on a session's channel, if it said. */
    Optional<Positions.Place> place(UUID sessionId) {
        return login.map(family -> new Positions.Place(family, clientName, sessionId, connection));
    }

    /** A session's channel took effect: the client needs nothing up to this seq. */
    void begin(String channel, UUID sessionId, long seq) {
        channels.put(channel, new Channel(sessionId, seq));
        place(sessionId).ifPresent(place -> positions.begin(place, ref, seq));
    }

    /** Where the client is on a channel; null where positions are not kept. It is another one after each {@link #begin}. */
    @Nullable
    Channel on(String channel) {
        return channels.get(channel);
    }

    /** An event went out. */
    void wrote(Channel there, long seq) {
        if (seq <= there.written) {
            return;
        }
        there.written = seq;
        if (unproven && pinging) {
            return;
        }
        long now = System.nanoTime();
        if (!unproven) {
            unproven = true;
            unprovenSince = now;
        }
        if (!pinging && budget.tryAcquire(now)) {
            ping();
        }
    }

    /** Called about once a second. */
    void sweep() {
        if (unproven && !pinging) {
            long now = System.nanoTime();
            if (budget.tryAcquire(now) || now - unprovenSince > LONGEST_DOUBT.toNanos()) {
                ping();
            }
        }
    }

    /** A ping was answered. */
    void answered() {
        if (!pinging) {
            return;
        }
        pinging = false;
        for (Channel there : channels.values()) {
            if (there.proven < there.pinged) {
                there.proven = there.pinged;
                note(there.sessionId, there.proven);
            }
        }
        if (unproven && budget.tryAcquire(System.nanoTime())) {
            ping();
        }
    }

    void heartbeat() {
        heartbeats++;
        if (heartbeats % HEARTBEATS_PER_NOTE == 0) {
            channels.values().forEach(there -> note(there.sessionId, there.proven));
        }
    }

    /**
     * The server ended the channel and the client will join it again: what it was sent by now it has read by then.
     *
     * @return the seq of the last event that it was sent; empty when it did not listen
     */
    Optional<Long> interrupt(String channel) {
        return Optional.ofNullable(channels.remove(channel)).map(there -> there.written);
    }

    /** The client left the channel. */
    void end(String channel) {
        Channel there = channels.remove(channel);
        if (there != null) {
            place(there.sessionId).ifPresent(positions::forget);
        }
    }

    /** The page is gone, and does not come back. */
    void endAll() {
        channels.values().forEach(there -> place(there.sessionId).ifPresent(positions::forget));
        channels.clear();
    }

    private void ping() {
        unproven = false;
        pinging = true;
        channels.values().forEach(there -> there.pinged = there.written);
        socket.ping();
    }

    private void note(UUID sessionId, long seq) {
        place(sessionId).ifPresent(place -> positions.note(place, ref, seq));
    }
}
