package dev.cogo.chat.presence;

import dev.cogo.schema.presence.Presence;
import dev.cogo.schema.presence.PresenceStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A user on a session's channel: what their gateways say, and what the others were told. */
final class PresentUser {
    /** What is told of a user, and again when it changes. A change of the number of devices alone is not worth an event. */
    record Look(PresenceStatus status, @Nullable Map<String, Object> state) {}

    private final UUID id;
    private final SessionPresence session;
    // A list: one gateway, rarely more.
    private final List<PresenceEntry> entries = new ArrayList<>(1);
    private @Nullable Look told;
    private Instant lastSeen = Instant.EPOCH;

    PresentUser(UUID id, SessionPresence session) {
        this.id = id;
        this.session = session;
    }

    UUID id() {
        return id;
    }

    SessionPresence session() {
        return session;
    }

    List<PresenceEntry> entries() {
        return entries;
    }

    boolean isHere() {
        return !entries.isEmpty();
    }

    /** Online if any gateway says so, else away if any does; null when none says anything. */
    @Nullable
    Look look() {
        return entries.isEmpty() ? null : new Look(status(), state());
    }

    /** What the others know; null when they know of nobody. */
    @Nullable
    Look told() {
        return told;
    }

    void told(@Nullable Look now) {
        told = now;
    }

    /** Nobody says anything of them any more, and this is when somebody last did. */
    void left(Instant when) {
        lastSeen = when;
    }

    Instant lastSeen() {
        return entries.stream()
                .map(entry -> entry.gateway().heardAt())
                .max(Comparator.naturalOrder())
                .orElse(lastSeen);
    }

    int devices() {
        return entries.stream().mapToInt(entry -> entry.value().devices()).sum();
    }

    Presence presence(String displayName) {
        return new Presence(id, displayName, status(), lastSeen(), devices(), state());
    }

    private PresenceStatus status() {
        return entries.stream()
                .map(entry -> entry.value().status())
                .min(PresenceStatus::compareTo)
                .orElse(PresenceStatus.OFFLINE);
    }

    private @Nullable Map<String, Object> state() {
        return entries.stream()
                .map(PresenceEntry::value)
                .filter(said -> said.state() != null)
                .max(Comparator.comparingLong(said -> said.stateAt()))
                .map(said -> said.state())
                .orElse(null);
    }
}
