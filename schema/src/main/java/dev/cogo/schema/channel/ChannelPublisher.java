package dev.cogo.schema.channel;

import dev.cogo.schema.json.Json;
import io.vertx.core.Vertx;

/**
 * Puts events on channels. An event is encoded here, once; gateways splice the bytes into their doors' envelopes. It is
 * delivered at most once: what must not be missed has a seq and can be read again. Thread-safe.
 */
public final class ChannelPublisher {
    private static final String ADDRESS_PREFIX = "channel.";

    private final Vertx vertx;

    public ChannelPublisher(Vertx vertx) {
        this.vertx = vertx;
    }

    /** The bus address that a channel's events travel on between nodes: for the gateway's registry, and nobody else. */
    public static String addressOf(String channelName) {
        return ADDRESS_PREFIX + channelName;
    }

    /** Publishes an event that is not part of a session's history. */
    public void publish(Channel channel, EventName event, Object payload) {
        publish(new ChannelEvent(event, channel, null, payload));
    }

    /** Publishes an event of a session's history; its seq is the last one that the payload holds. */
    public void publish(ChannelEvent event) {
        vertx.eventBus().publish(addressOf(event.channel()), Json.buffer(event));
    }
}
