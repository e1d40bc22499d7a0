package dev.cogo.gateway.realtime;

import dev.cogo.gateway.supabase.realtime.positions.Positions;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Positions in memory, that a test may set and see. */
final class FakePositions implements Positions {
    final Map<UUID, Long> noted = new ConcurrentHashMap<>();
    /** Where whoever comes next was, by session. */
    final Map<UUID, Long> before = new ConcurrentHashMap<>();

    @Override
    public Future<Optional<Long>> resume(Place place, long ref) {
        return Future.succeededFuture(Optional.ofNullable(before.remove(place.sessionId())));
    }

    @Override
    public void begin(Place place, long ref, long seq) {
        note(place, ref, seq);
    }

    @Override
    public void note(Place place, long ref, long seq) {
        noted.merge(place.sessionId(), seq, Math::max);
    }

    @Override
    public void forget(Place place) {
        noted.remove(place.sessionId());
    }
}
