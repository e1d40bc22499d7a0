package dev.cogo.node.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A person on some sessions' channels, who keeps what presence they are told, as a client would. */
final class PresenceWatcher implements AutoCloseable {
    private final Person person;
    private final BridgeDoor door;
    private final Set<String> subscribed = ConcurrentHashMap.newKeySet();
    private final Map<String, Set<String>> present = new ConcurrentHashMap<>();
    private final List<JsonObject> changes = new CopyOnWriteArrayList<>();
    private final List<JsonObject> refusals = new CopyOnWriteArrayList<>();

    private PresenceWatcher(Person person, BridgeDoor door) {
        this.person = person;
        this.door = door;
    }

    static PresenceWatcher start(TestSystem system, int node, Person person, List<String> sessions) throws IOException {
        BridgeDoor door = BridgeDoor.open(system.vertx(), system.node(node), person);
        PresenceWatcher watcher = new PresenceWatcher(person, door);
        Thread.ofVirtual().start(watcher::listen);
        sessions.forEach(session -> {
            watcher.present.put(session, ConcurrentHashMap.newKeySet());
            door.register("chat_session_" + session);
        });
        return watcher;
    }

    Person person() {
        return person;
    }

    /** On how many channels they are. */
    int channels() {
        return subscribed.size();
    }

    /** Who is there, by the events. */
    Set<String> told(String session) {
        assertThat(refusals).as("what the node refused").isEmpty();
        return new TreeSet<>(present.get(session));
    }

    /** Who is there, by the answer; nobody while it is not complete. */
    Set<String> asked(String session) {
        try {
            JsonObject page = door.call("chat.presence", new JsonObject().put("sessionId", session));
            return page.getBoolean("complete") ? ids(page.getJsonArray("items")) : Set.of();
        } catch (IOException | Door.RefusedException e) {
            return Set.of();
        }
    }

    /** The changes of single users that were told since the last time. */
    List<JsonObject> takeChanges() {
        List<JsonObject> taken = List.copyOf(changes);
        changes.removeAll(taken);
        return taken;
    }

    private void listen() {
        try {
            while (true) {
                JsonObject frame = door.next();
                if ("err".equals(frame.getString("type"))) {
                    refusals.add(frame);
                    continue;
                }
                JsonObject body = frame.getJsonObject("body");
                if ("subscribed".equals(frame.getString("event"))) {
                    subscribed.add(frame.getString("channel"));
                } else if (body != null && "user_presence".equals(body.getString("event"))) {
                    changed(body.getJsonObject("payload"));
                } else if (body != null && "presence_summary".equals(body.getString("event"))) {
                    JsonObject payload = body.getJsonObject("payload");
                    Set<String> now = ConcurrentHashMap.newKeySet();
                    now.addAll(ids(payload.getJsonArray("items")));
                    present.put(payload.getString("sessionId"), now);
                }
            }
        } catch (IOException e) {
            // The end of the connection.
        }
    }

    private void changed(JsonObject change) {
        changes.add(change);
        Set<String> here = present.get(change.getString("sessionId"));
        if (change.getString("status").equals("offline")) {
            here.remove(change.getString("userId"));
        } else {
            here.add(change.getString("userId"));
        }
    }

    private static Set<String> ids(JsonArray items) {
        Set<String> ids = new TreeSet<>();
        items.forEach(item -> ids.add(((JsonObject) item).getString("userId")));
        return ids;
    }

    @Override
    public void close() {
        door.close();
    }
}
