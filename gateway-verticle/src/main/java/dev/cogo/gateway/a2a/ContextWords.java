package dev.cogo.gateway.a2a;

import dev.cogo.schema.a2a.NamedContext;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The contexts that an answer names: the client's own words for them take the place of ids. */
final class ContextWords {
    private static final String CONTEXT_ID = "contextId";
    // What agents and clients have said themselves is in other fields, and is not looked at.
    private static final List<String> OBJECTS = List.of("task", "message", "status", "statusUpdate", "artifactUpdate");
    private static final List<String> LISTS = List.of("tasks", "history");

    private ContextWords() {}

    /** The sessions that it names as contexts. */
    static Set<UUID> sessions(JsonObject answer) {
        Set<UUID> sessions = new HashSet<>();
        each(answer, holder -> sessions.add(UUID.fromString(holder.getString(CONTEXT_ID))));
        return sessions;
    }

    /** Puts names where there are some. */
    static JsonObject put(JsonObject answer, List<NamedContext> named) {
        if (!named.isEmpty()) {
            Map<String, String> names = named.stream()
                    .collect(Collectors.toMap(context -> context.sessionId().toString(), NamedContext::name));
            each(
                    answer,
                    holder -> holder.put(
                            CONTEXT_ID,
                            names.getOrDefault(holder.getString(CONTEXT_ID), holder.getString(CONTEXT_ID))));
        }
        return answer;
    }

    private static void each(JsonObject json, Consumer<JsonObject> use) {
        if (json.containsKey(CONTEXT_ID)) {
            use.accept(json);
        }
        for (String name : OBJECTS) {
            if (json.getValue(name) instanceof JsonObject object) {
                each(object, use);
            }
        }
        for (String name : LISTS) {
            if (json.getValue(name) instanceof JsonArray list) {
                list.forEach(item -> each((JsonObject) item, use));
            }
        }
    }
}
