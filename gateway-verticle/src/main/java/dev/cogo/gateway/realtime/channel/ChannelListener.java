package dev.cogo.gateway.realtime.channel;

import dev.cogo.gateway.realtime.event.EncodedEvent;
import io.vertx.core.Context;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Somebody on this node whom the registry hands a channel's events: a hub. */
public interface ChannelListener {
    /** Where the other methods are to be called. */
    Context context();

    /** Takes an event, in the channel's order. */
    void onEvent(EncodedEvent event);

    /** Events of the channel's timeline up to this seq are lost; the next one follows it. */
    void onLost(long seq);

    /** A user who hears the channel or is about to, other than these. */
    Optional<UUID> userOtherThan(Set<UUID> users);
}
