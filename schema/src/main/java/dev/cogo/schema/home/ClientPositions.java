package dev.cogo.schema.home;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.record.BusRecord;
import java.util.List;
import java.util.UUID;

/**
 * Gossip of positions, what a gateway node tells the others: how far some of its clients provably are, so that a client who comes back to one of them is
 * told little twice.
 *
 * @param positions at most {@link #MAX_POSITIONS}
 */
public record ClientPositions(List<Position> positions) implements BusRecord {
    public static final int MAX_POSITIONS = 1000;

    public ClientPositions {
        positions = List.copyOf(positions);
        if (positions.size() > MAX_POSITIONS) {
            throw CogoException.invalid("more than " + MAX_POSITIONS + " positions at once");
        }
    }

    /**
     * One client on one session's channel.
     *
     * @param connection the client's
     * @param seq of the last event that it provably has
     */
    public record Position(UUID sessionId, UUID connection, long seq) {}
}
