package dev.cogo.gateway.supabase.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cogo.schema.presence.Presence;
import dev.cogo.schema.presence.PresenceList;
import dev.cogo.schema.presence.PresenceStatus;
import java.time.Instant;

/**
 * Presence as the client keeps it: a key, which is a user's id, and what is known of them. A user has one entry on a channel, so
 * its reference is the user's id: an entry that comes takes the place of the one before, and the one that leaves is found.
 */
final class PresenceShape {
    private PresenceShape() {}

    /** Who is there. */
    static ObjectNode state(PresenceList list) {
        ObjectNode state = Words.object();
        for (Presence present : list.items()) {
            if (present.status() != PresenceStatus.OFFLINE) {
                state.set(
                        present.userId().toString(),
                        entry(
                                present.userId().toString(),
                                present.displayName(),
                                present.status().wireName(),
                                present.lastSeen()));
            }
        }
        return state;
    }

    /** What the event {@code user_presence} changes. */
    static ObjectNode diff(JsonNode change) {
        ObjectNode diff = Words.object();
        ObjectNode joins = diff.putObject("joins");
        ObjectNode leaves = diff.putObject("leaves");
        String userId = change.path("userId").asText();
        String status = change.path("status").asText();
        boolean left = status.equals(PresenceStatus.OFFLINE.wireName());
        (left ? leaves : joins)
                .set(
                        userId,
                        entry(
                                userId,
                                change.path("displayName").asText(),
                                status,
                                Instant.parse(change.path("lastSeen").asText())));
        return diff;
    }

    // The names of the seed.
    private static ObjectNode entry(String userId, String displayName, String status, Instant lastSeen) {
        ObjectNode meta = Words.object()
                .put("phx_ref", userId)
                .put("userId", userId)
                .put("displayName", displayName)
                .put("status", status)
                .put("lastSeen", lastSeen.toString());
        ObjectNode entry = Words.object();
        entry.putArray("metas").add(meta);
        return entry;
    }
}
