package dev.cogo.node.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;

/** A client that comes to a node with the seq of the last event that it has, and what it was told. */
record Comeback(BridgeDoor door, long since, boolean recovered, long position) implements AutoCloseable {
    static Comeback to(TestSystem system, NodeProcess node, String session, long since) throws IOException {
        BridgeDoor door = BridgeDoor.open(system.vertx(), node, system.people().getLast());
        door.register("chat_session_" + session, since);
        JsonObject frame = door.next();
        while (!"subscribed".equals(frame.getString("event"))) {
            assertThat(frame.getString("type")).as(frame.encode()).isNotEqualTo("err");
            frame = door.next();
        }
        return new Comeback(door, since, frame.getBoolean("recovered"), frame.getLong("seq"));
    }

    /** The next events of the timeline must be these, in this order. */
    void expect(long first, long last) throws IOException {
        long next = first;
        while (next <= last) {
            JsonObject event = door.next().getJsonObject("body", new JsonObject());
            Long seq = event.getLong("seq");
            if (seq != null) {
                JsonArray batch = event.getJsonObject("payload").getJsonArray("messages");
                long from = batch == null ? seq : batch.getJsonObject(0).getLong("seq");
                assertThat(from).as(this + " after " + (next - 1)).isEqualTo(next);
                next = seq + 1;
            }
        }
        assertThat(next).as(toString()).isEqualTo(last + 1);
    }

    @Override
    public void close() {
        door.close();
    }

    @Override
    public String toString() {
        return "who came to " + door.node() + " with " + since;
    }
}
