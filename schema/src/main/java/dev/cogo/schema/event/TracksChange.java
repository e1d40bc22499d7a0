package dev.cogo.schema.event;

import dev.cogo.schema.presence.Track;
import java.util.List;

/**
 * The payload of {@code presence_diff}: which pages came to a free channel and which have left. One that says something else of itself
 * does both.
 */
public record TracksChange(List<Track> joins, List<Track> leaves) {
    public TracksChange {
        joins = List.copyOf(joins);
        leaves = List.copyOf(leaves);
    }
}
