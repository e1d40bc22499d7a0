package dev.cogo.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.bus.EventEnvelope;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.home.AnnounceInterest;
import dev.cogo.schema.home.InterestAck;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Hears a channel's events as a gateway does. */
public final class Listener {
    private static final JsonObject MARK = new JsonObject().put("event", "mark");

    private static final String HOME = ClusterView.alone().self();

    private final Vertx vertx;
    private final Bus bus;
    private final Channel channel;
    /** A gateway of its own. */
    private final String gateway = Ids.next().toString();

    private final BlockingQueue<JsonObject> events = new LinkedBlockingQueue<>();

    Listener(Vertx vertx, Bus bus, Channel channel) {
        this.vertx = vertx;
        this.bus = bus;
        this.channel = channel;
        EventEnvelope.receive(
                        vertx.eventBus(),
                        EventEnvelope.Destination.GATEWAY,
                        gateway,
                        event -> events.add(new JsonObject(event.body())))
                .completion()
                .await();
        announce(List.of(channel.name())).await();
    }

    private Future<InterestAck> announce(List<String> joins) {
        return bus.requestAt(
                HOME,
                Address.HOME_ANNOUNCE,
                new AnnounceInterest(gateway, false, List.of(), joins, 1, AnnounceInterest.hashOf(channel.name())));
    }

    /** The next event, which must have this name; waits for it. Activity of sessions comes when it comes, and counts only here. */
    public JsonObject next(EventName name) {
        JsonObject event = poll();
        while (name != EventName.SESSION_ACTIVITY && isActivity(event)) {
            event = poll();
        }
        assertThat(event.getString("event")).as(event.encode()).isEqualTo(name.wireName());
        return event;
    }

    /** The next event of this name, whatever comes before it; waits for it. */
    public JsonObject nextOf(EventName name) {
        JsonObject event = poll();
        while (!name.wireName().equals(event.getString("event"))) {
            event = poll();
        }
        return event;
    }

    /** Everything that was published before this call and not taken yet. */
    public List<JsonObject> rest() {
        // When the home answers, or is gone, it has passed on what came before; and the bus keeps the order of a node.
        announce(List.of()).otherwiseEmpty().await();
        new EventEnvelope(channel.name(), 0, 0, false, MARK.toBuffer())
                .sendTo(vertx.eventBus(), EventEnvelope.Destination.GATEWAY, gateway);
        List<JsonObject> rest = new ArrayList<>();
        for (JsonObject event = poll(); !MARK.equals(event); event = poll()) {
            if (!isActivity(event)) {
                rest.add(event);
            }
        }
        return rest;
    }

    private static boolean isActivity(JsonObject event) {
        return EventName.SESSION_ACTIVITY.wireName().equals(event.getString("event"));
    }

    private JsonObject poll() {
        try {
            JsonObject event = events.poll(10, TimeUnit.SECONDS);
            assertThat(event).as("an event on " + channel).isNotNull();
            return event;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
