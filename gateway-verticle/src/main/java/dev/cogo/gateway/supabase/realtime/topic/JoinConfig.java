package dev.cogo.gateway.supabase.realtime.topic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.cogo.gateway.supabase.realtime.frame.JsonTrees;
import dev.cogo.schema.identity.FormerSessionIds;
import dev.cogo.schema.presence.Track;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a client wants of a topic. Flags may come as texts, and what is unknown is left alone.
 *
 * @param ack whether each broadcast is answered
 * @param self whether the client hears its own broadcasts
 * @param presence whether it listens to presence
 * @param presenceKey what it is listed under on a free channel
 * @param replay what it wants to hear again of a session
 * @param bindings which row changes it wants
 * @param echo the bindings as they go back to the client
 */
public record JoinConfig(
        boolean ack,
        boolean self,
        boolean presence,
        String presenceKey,
        Optional<Replay> replay,
        List<Binding> bindings,
        ArrayNode echo) {
    /**
     * What it wants to hear again of what was said before it came.
     *
     * @param limit how many messages at most
     */
    public record Replay(Instant since, int limit) {
        private static final int MAX = 25;

        private static Optional<Replay> of(JsonNode wish) {
            if (!wish.path("since").canConvertToLong()) {
                return Optional.empty();
            }
            int limit = wish.path("limit").asInt(MAX);
            return Optional.of(
                    new Replay(Instant.ofEpochMilli(wish.path("since").longValue()), Math.clamp(limit, 1, MAX)));
        }
    }

    private static final int MAX_BINDINGS = 100;
    /** A key of this name makes the client take presence for row changes. */
    private static final String FORBIDDEN_KEY = "ids";

    /**
     * Reads the payload of a join; fails with {@link JoinRefused}.
     *
     * @param sessions what sessions may be called beside their ids
     */
    public static JoinConfig of(JsonNode payload, FormerSessionIds sessions) throws JoinRefused {
        JsonNode config = payload.path("config");
        JsonNode broadcast = config.path("broadcast");
        JsonNode presence = config.path("presence");
        String key = presence.path("key").asText();
        if (key.equals(FORBIDDEN_KEY) || key.length() > Track.MAX_KEY) {
            throw new JoinRefused(
                    "The presence key has " + Track.MAX_KEY + " characters at most, and can't be " + FORBIDDEN_KEY);
        }
        JsonNode wishes = config.path("postgres_changes");
        if (wishes.size() > MAX_BINDINGS) {
            throw new JoinRefused("A channel can have " + MAX_BINDINGS + " postgres_changes at most");
        }
        List<Binding> bindings = new ArrayList<>();
        ArrayNode echo = JsonTrees.array();
        for (JsonNode wish : wishes) {
            int id = bindings.size() + 1;
            bindings.add(Binding.of(id, wish, sessions));
            echo.add(Binding.echo(id, wish));
        }
        return new JoinConfig(
                broadcast.path("ack").asBoolean(),
                broadcast.path("self").asBoolean(),
                // Clients up to realtime-js 2.11 know no such flag, and always listen.
                presence.isObject() && presence.path("enabled").asBoolean(true),
                key.isEmpty() ? UUID.randomUUID().toString() : key,
                Replay.of(broadcast.path("replay")),
                List.copyOf(bindings),
                echo);
    }
}
