package dev.cogo.runtime.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.function.Consumer;

/**
 * An event on its way between nodes: its finished JSON, and what is to be known of it. Who passes it on, puts it in order or
 * hands it to clients goes by that and never reads the JSON. Immutable; the body is shared by all who see it inside a node, and
 * nobody changes it.
 *
 * @param channel the channel's name
 * @param firstSeq the first place in the session's timeline that it takes
 * @param lastSeq the last one, which is the event's own; 0 when it is no part of a timeline
 * @param revises whether it changes what earlier events told, so that they are not to be told any more
 * @param sentAt when it was published, in microseconds since 1970; 0 when that is not known
 * @param body the event's JSON
 */
public record EventEnvelope(String channel, long firstSeq, long lastSeq, boolean revises, long sentAt, Buffer body)
        implements SequencedEvent {
    public EventEnvelope {
        if (lastSeq == 0 ? firstSeq != 0 : firstSeq < 1 || firstSeq > lastSeq) {
            throw new IllegalArgumentException("an event can't take the places " + firstSeq + " to " + lastSeq);
        }
    }

    /** An event of which nobody asks when it was published. */
    public EventEnvelope(String channel, long firstSeq, long lastSeq, boolean revises, Buffer body) {
        this(channel, firstSeq, lastSeq, revises, 0, body);
    }

    @Override
    public int bytes() {
        return body.length();
    }

    /** Where it goes, on each node that it goes to; one address for all channels. */
    public enum Destination {
        /** The channel's home, from whoever made it. */
        HOME("home.event"),
        /** A gateway, from the home. */
        GATEWAY("gateway.event");

        private final String wireName;

        Destination(String wireName) {
            this.wireName = wireName;
        }

        /** The address on the bus at a node. */
        public String at(String node) {
            return Bus.addressAt(node, wireName);
        }
    }

    /** Sends it, at most once. What one context sends to one node arrives in the order of the sending. */
    public void sendTo(EventBus bus, Destination destination, String node) {
        bus.send(destination.at(node), this, new DeliveryOptions().setCodecName(EventEnvelopeCodec.NAME));
    }

    /** Receives what is sent to a node, on the caller's context. */
    public static MessageConsumer<EventEnvelope> receive(
            EventBus bus, Destination destination, String node, Consumer<EventEnvelope> handler) {
        return bus.consumer(destination.at(node), message -> handler.accept(message.body()));
    }
}
