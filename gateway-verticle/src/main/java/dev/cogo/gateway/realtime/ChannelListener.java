package dev.cogo.gateway.realtime;

import io.vertx.core.Context;

/** Somebody on this node whom the registry hands a channel's events: a hub. */
interface ChannelListener {
    /** Where {@link #onEvent} is to be called. */
    Context context();

    /** Takes an event, in the channel's order. */
    void onEvent(ChannelEvent event);
}
