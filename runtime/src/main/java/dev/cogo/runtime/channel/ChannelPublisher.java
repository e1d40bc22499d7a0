package dev.cogo.runtime.channel;

import dev.cogo.runtime.bus.EventEnvelope;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.ChannelEvent;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.event.BatchMessages;
import dev.cogo.schema.json.Json;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Puts events on channels. An event is encoded here, once, and goes to the channel's home, which hands it to the gateways that
 * listen; they splice the bytes into their doors' envelopes. It is delivered at most once, and to nobody while the channel has
 * no home: what must not be missed has a seq and can be read again. Thread-safe.
 */
public final class ChannelPublisher {
    private final Vertx vertx;
    private final ClusterView cluster;

    public ChannelPublisher(Vertx vertx, ClusterView cluster) {
        this.vertx = vertx;
        this.cluster = cluster;
    }

    /** Publishes an event that is not part of a session's history. */
    public void publish(Channel channel, EventName event, Object payload) {
        publish(new ChannelEvent(event, channel, null, payload));
    }

    /** Publishes an event of a session's history; its seq is the last one that the payload holds. */
    public void publish(ChannelEvent event) {
        cluster.topology()
                .homeOf(event.channel())
                .ifPresent(home -> envelope(event).sendTo(vertx.eventBus(), EventEnvelope.Destination.HOME, home));
    }

    private static long now() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    private static EventEnvelope envelope(ChannelEvent event) {
        long last = event.seq() == null ? 0 : event.seq();
        long first = event.payload() instanceof BatchMessages batch
                        && !batch.messages().isEmpty()
                ? batch.messages().getFirst().seq()
                : last;
        return new EventEnvelope(event.channel(), first, last, event.revises(), now(), Json.buffer(event));
    }
}
