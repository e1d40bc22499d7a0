package dev.cogo.schema.home;

import java.util.List;
import java.util.UUID;

/**
 * A home's answer to {@link AnnounceTracks}.
 *
 * @param announceAnew whether what the gateway announced and what the home knows differ, so that all is to be announced anew
 * @param refused the pages that there was no room for on their channel; the home knows nothing of them
 */
public record TracksAck(boolean announceAnew, List<UUID> refused) implements HomeAck {
    public TracksAck {
        refused = List.copyOf(refused);
    }
}
