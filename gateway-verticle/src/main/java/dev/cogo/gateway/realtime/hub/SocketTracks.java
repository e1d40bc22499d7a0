package dev.cogo.gateway.realtime.hub;

import dev.cogo.gateway.realtime.home.LocalTracks;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.presence.Track;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Where one connection is present on free channels, by the names of its client's topics. Used on the hub's event loop only. */
final class SocketTracks {
    private final LocalTracks tracks;
    private final Map<String, Track> byTopic = new HashMap<>();

    SocketTracks(LocalTracks tracks) {
        this.tracks = tracks;
    }

    /** Notes what the client says of itself on a topic; empty when it has said so already. */
    Optional<Track> note(String topic, String key, Map<String, Object> state) {
        Track before = byTopic.get(topic);
        Track now = before == null
                ? new Track(Ids.next(), 1, key, state)
                : new Track(before.id(), before.version() + 1, key, state);
        if (before != null && before.state().equals(now.state())) {
            return Optional.empty();
        }
        byTopic.put(topic, now);
        return Optional.of(now);
    }

    /** Tells what was noted, unless the client has said something else or has left meanwhile; fails as {@link LocalTracks#put} does. */
    Future<Void> tell(UUID userId, String topic, String channel, Track noted) {
        return byTopic.get(topic) != noted
                ? Future.succeededFuture()
                : tracks.put(userId, channel, noted).onFailure(failure -> {
                    if (failure instanceof CogoException ours && ours.code() == ErrorCode.TOO_MANY_CHANNELS) {
                        byTopic.remove(topic, noted);
                    }
                });
    }

    /** The client is on the topic no longer. */
    Future<Void> remove(String topic) {
        Track gone = byTopic.remove(topic);
        return gone == null ? Future.succeededFuture() : tracks.remove(gone.id());
    }

    /** The client is nowhere any longer. */
    void clear() {
        List.copyOf(byTopic.keySet()).forEach(this::remove);
    }
}
