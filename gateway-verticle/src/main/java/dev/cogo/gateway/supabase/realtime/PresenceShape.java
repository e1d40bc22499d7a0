package dev.cogo.gateway.supabase.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cogo.gateway.supabase.realtime.frame.JsonTrees;
import dev.cogo.schema.json.Json;
import dev.cogo.schema.presence.PresencePage;
import dev.cogo.schema.presence.PresenceStatus;
import java.util.List;

/**
 * Presence as the client keeps it: a key, which is a user's id, and what is known of them. A user has one entry on a channel, so
 * its reference is the user's id: an entry that comes takes the place of the one before, and the one that leaves is found.
 */
final class PresenceShape {
    // Said by the server about a user, whatever they say of themselves.
    private static final List<String> FACTS = List.of("userId", "displayName", "lastSeen", "devices");

    private PresenceShape() {}

    /** Who is there. */
    static ObjectNode state(PresencePage page) {
        return state(JsonTrees.tree(Json.string(page)).path("items"));
    }

    /** Likewise, of a list of {@link dev.cogo.schema.presence.Presence}. */
    static ObjectNode state(JsonNode items) {
        ObjectNode state = JsonTrees.object();
        items.forEach(present -> state.set(present.path("userId").asText(), entry(present)));
        return state;
    }

    /** What the event {@code user_presence} changes. */
    static ObjectNode diff(JsonNode change) {
        ObjectNode diff = JsonTrees.object();
        ObjectNode joins = diff.putObject("joins");
        ObjectNode leaves = diff.putObject("leaves");
        boolean left = change.path("status").asText().equals(PresenceStatus.OFFLINE.wireName());
        (left ? leaves : joins).set(change.path("userId").asText(), entry(change));
        return diff;
    }

    /** What the user tracked, with what the server knows; a {@code status} of the application's own stays. */
    private static ObjectNode entry(JsonNode present) {
        ObjectNode meta = JsonTrees.object();
        meta.set("status", present.path("status"));
        if (present.path("state") instanceof ObjectNode tracked) {
            meta.setAll(tracked);
        }
        FACTS.forEach(fact -> meta.set(fact, present.path(fact)));
        meta.set("phx_ref", present.path("userId"));
        ObjectNode entry = JsonTrees.object();
        entry.putArray("metas").add(meta);
        return entry;
    }
}
