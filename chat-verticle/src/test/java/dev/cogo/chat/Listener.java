package dev.cogo.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.ChannelPublisher;
import dev.cogo.schema.channel.EventName;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Hears a channel's events as a gateway does. */
public final class Listener {
    private static final JsonObject MARK = new JsonObject().put("event", "mark");

    private final Vertx vertx;
    private final String address;
    private final BlockingQueue<JsonObject> events = new LinkedBlockingQueue<>();

    Listener(Vertx vertx, Channel channel) {
        this.vertx = vertx;
        this.address = ChannelPublisher.addressOf(channel.name());
        MessageConsumer<Buffer> consumer = vertx.eventBus().consumer(address);
        consumer.handler(message -> events.add(new JsonObject(message.body())));
        consumer.completion().await();
    }

    /** The next event, which must have this name; waits for it. */
    public JsonObject next(EventName name) {
        JsonObject event = poll();
        assertThat(event.getString("event")).as(event.encode()).isEqualTo(name.wireName());
        return event;
    }

    /** Everything that was published before this call and not taken yet. The bus keeps the order of a node. */
    public List<JsonObject> rest() {
        vertx.eventBus().publish(address, MARK.toBuffer());
        List<JsonObject> rest = new ArrayList<>();
        for (JsonObject event = poll(); !MARK.equals(event); event = poll()) {
            rest.add(event);
        }
        return rest;
    }

    private JsonObject poll() {
        try {
            JsonObject event = events.poll(10, TimeUnit.SECONDS);
            assertThat(event).as("an event on " + address).isNotNull();
            return event;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
