package dev.cogo.chat.presence;

import dev.cogo.schema.event.Typing;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** Who types in the sessions that are at home here. Not thread-safe, and without any clock or bus of its own. */
final class TypingRegistry {
    /** Until when somebody types, and when that was told last. */
    private record Typist(long end, long told) {}

    private final PresenceLimits limits;
    private final LongSupplier nanoTime;
    private final Consumer<Typing> voice;
    private final Map<UUID, Map<UUID, Typist>> sessions = new HashMap<>();

    TypingRegistry(PresenceLimits limits, LongSupplier nanoTime, Consumer<Typing> voice) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.voice = voice;
    }

    /** The user types. It is told when it is new, or was told long ago, and not too many type at once. */
    void started(UUID userId, UUID sessionId) {
        Map<UUID, Typist> typists = sessions.computeIfAbsent(sessionId, first -> new LinkedHashMap<>());
        long now = nanoTime.getAsLong();
        Typist before = typists.get(userId);
        if (before == null && typists.size() >= limits.typists()) {
            return; // They say so again, and there may be room then.
        }
        boolean tell = before == null || now - before.told() >= limits.retell().toNanos();
        typists.put(userId, new Typist(now + limits.typing().toNanos(), tell ? now : before.told()));
        if (tell) {
            voice.accept(new Typing(userId, sessionId, true));
        }
    }

    /** The user types no longer; told when it was told that they do. */
    void ended(UUID userId, UUID sessionId) {
        Map<UUID, Typist> typists = sessions.get(sessionId);
        if (typists != null && typists.remove(userId) != null) {
            voice.accept(new Typing(userId, sessionId, false));
            if (typists.isEmpty()) {
                sessions.remove(sessionId);
            }
        }
    }

    /** Nobody types in the session any more. */
    void ended(UUID sessionId) {
        List.copyOf(sessions.getOrDefault(sessionId, Map.of()).keySet()).forEach(userId -> ended(userId, sessionId));
    }

    boolean isQuiet() {
        return sessions.isEmpty();
    }

    /** Ends what was not said again in time. */
    void tick() {
        long now = nanoTime.getAsLong();
        for (UUID sessionId : List.copyOf(sessions.keySet())) {
            sessions.get(sessionId).entrySet().stream()
                    .filter(typist -> typist.getValue().end() - now <= 0)
                    .map(Map.Entry::getKey)
                    .toList()
                    .forEach(userId -> ended(userId, sessionId));
        }
    }

    /** Forgets sessions that are at home elsewhere; what is told of them is the other home's. */
    void keep(Predicate<UUID> isHere) {
        sessions.keySet().removeIf(isHere.negate());
    }
}
