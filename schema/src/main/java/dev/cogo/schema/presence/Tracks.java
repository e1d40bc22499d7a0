package dev.cogo.schema.presence;

import dev.cogo.schema.record.BusRecord;
import java.util.List;

/** The payload of {@code presence_state}, and the answer to {@link ReadTracks}: all pages on a free channel. */
public record Tracks(List<Track> items) implements BusRecord {
    /** The most pages on a channel: whoever joins is told all of them. */
    public static final int MAX = 200;

    public Tracks {
        items = List.copyOf(items);
    }
}
