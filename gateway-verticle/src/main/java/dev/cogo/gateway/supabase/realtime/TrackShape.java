package dev.cogo.gateway.supabase.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cogo.gateway.supabase.realtime.frame.JsonTrees;
import dev.cogo.schema.json.Json;
import dev.cogo.schema.presence.Tracks;

/** Presence on free channels as the client keeps it: by key, with an entry for each page, which has what the page says and a reference. */
final class TrackShape {
    private TrackShape() {}

    /** Who is there. */
    static ObjectNode state(Tracks tracks) {
        return state(JsonTrees.tree(Json.string(tracks)));
    }

    /** Likewise, of the payload of {@code presence_state}. */
    static ObjectNode state(JsonNode payload) {
        return byKey(payload.path("items"));
    }

    /** What the event {@code presence_diff} changes. */
    static ObjectNode diff(JsonNode payload) {
        ObjectNode diff = JsonTrees.object();
        diff.set("joins", byKey(payload.path("joins")));
        diff.set("leaves", byKey(payload.path("leaves")));
        return diff;
    }

    private static ObjectNode byKey(JsonNode tracks) {
        ObjectNode byKey = JsonTrees.object();
        for (JsonNode node : tracks) {
            String id = node.path("id").asText();
            String key = node.path("key").asText();
            int version = node.path("version").asInt();
            if (!byKey.has(key)) {
                byKey.putObject(key).putArray("metas");
            }
            ObjectNode meta = JsonTrees.object();
            if (node.path("state") instanceof ObjectNode state) {
                meta.setAll(state);
            }
            meta.put("phx_ref", reference(id, version));
            if (version > 1) {
                meta.put("phx_ref_prev", reference(id, version - 1));
            }
            ((ArrayNode) byKey.path(key).path("metas")).add(meta);
        }
        return byKey;
    }

    /** Changes with what the page says, so that clients find the entry that another takes the place of. */
    private static String reference(String id, int version) {
        return id + "." + version;
    }
}
