package dev.cogo.gateway.supabase.realtime.positions;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/**
 * Up to where clients have what their sessions' channels told them, kept where it outlives the node. An unmodified client can't say
 * it, so that the server has to remember; {@code docs/decisions/009} tells how one client is told from another. Thread-safe.
 */
public interface Positions {
    /**
     * One client on one session's channel.
     *
     * @param login the login that its token came from
     * @param name what the client calls itself ({@code params.cid}); empty when it does not
     * @param connection its WebSocket
     */
    record Place(UUID login, String name, UUID sessionId, UUID connection) {}

    /**
     * Finds where a client was that comes back on a new connection, and puts the new one in the old one's place.
     *
     * @param ref the reference of its join: a client counts on when it connects again
     * @return the seq of the last event that it provably has; empty when it was not there before. Completes on the caller's
     *     context; fails when it can't be found out now
     */
    Future<Optional<Long>> resume(Place place, long ref);

    /** Notes that a client listens from a seq on; kept as soon as can be, for without it the client could not be found again. */
    void begin(Place place, long ref, long seq);

    /** Notes that a client has everything up to a seq. It is kept soon, not at once. */
    void note(Place place, long ref, long seq);

    /** Forgets a client that has left on purpose. */
    void forget(Place place);
}
