package dev.cogo.gateway.realtime.home;

import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.home.AnnouncePresence;
import dev.cogo.schema.presence.PresenceStatus;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An entry of {@link LocalPresence}: a user on a session's channel through this node, and how much of that the channel's home knows. Used on the book's event loop. */
final class LocalPresenceEntry extends SoftState<LocalPresenceEntry> {
    private final UUID userId;
    private final UUID sessionId;
    private final long hash;
    private int connections;
    private PresenceStatus status = PresenceStatus.ONLINE;
    private @Nullable Map<String, Object> state;
    private long stateAt;
    private boolean gone;
    private boolean known;
    private long lingerTimer = -1;
    private List<Promise<Void>> listeners = new ArrayList<>(0);

    LocalPresenceEntry(UUID userId, UUID sessionId) {
        this.userId = userId;
        this.sessionId = sessionId;
        this.hash = AnnouncePresence.hashOf(userId, sessionId);
    }

    UUID userId() {
        return userId;
    }

    UUID sessionId() {
        return sessionId;
    }

    @Override
    public String channel() {
        return new Channel.OfSession(sessionId).name();
    }

    @Override
    long hash() {
        return hash;
    }

    @Override
    boolean isAwaited() {
        return false;
    }

    int connections() {
        return connections;
    }

    /** One more connection: the user is there, and no longer away. */
    void entered() {
        connections++;
        status = PresenceStatus.ONLINE;
        gone = false;
    }

    void left() {
        connections--;
    }

    void set(PresenceStatus now) {
        status = now;
    }

    void set(Map<String, Object> now, long epochMillis) {
        state = now;
        stateAt = epochMillis;
    }

    /** Whether the user is there no longer. */
    @Override
    boolean isGone() {
        return gone;
    }

    void go() {
        gone = true;
    }

    /** A home has answered; the next one hears that it is not the first. */
    void acknowledged() {
        known = true;
    }

    /** The timer that ends a stay without connections; -1 when there is none. */
    long lingerTimer() {
        return lingerTimer;
    }

    void lingerTimer(long id) {
        lingerTimer = id;
    }

    /** Who wants to know when what is true now has been told. */
    void addListener(Promise<Void> told) {
        listeners.add(told);
    }

    List<Promise<Void>> takeListeners() {
        List<Promise<Void>> taken = listeners;
        listeners = new ArrayList<>(0);
        return taken;
    }

    AnnouncePresence.Entry entry() {
        // Somebody whose page reloads has no connection and is still there.
        int devices = gone ? 0 : Math.max(1, connections);
        return new AnnouncePresence.Entry(userId, sessionId, devices, status, state, stateAt, known);
    }
}
