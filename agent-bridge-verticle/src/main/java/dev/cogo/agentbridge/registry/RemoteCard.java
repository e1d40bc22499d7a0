package dev.cogo.agentbridge.registry;

import dev.cogo.schema.agent.AgentSettings;
import dev.cogo.schema.agent.AgentSkill;
import dev.cogo.schema.agent.PlainUrl;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.text.CleanText;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the card of an A2A agent says that matters here (section 4.4). What else it says is left alone.
 *
 * @param endpoint where it is spoken to
 * @param binding how
 * @param skills as task types, those whose ids can be one
 * @param tag the card's ETag; null if it has none
 */
public record RemoteCard(
        URI endpoint,
        String binding,
        List<AgentSkill> skills,
        @Nullable String tag) {
    private static final Pattern TASK_TYPE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    /**
     * Reads one.
     *
     * @throws CogoException {@code invalid_request} for a card without an interface that is spoken here
     */
    public static RemoteCard of(JsonObject card, @Nullable String tag) {
        JsonObject chosen = choose(card, RemoteAgent.JSON_RPC)
                .or(() -> choose(card, RemoteAgent.HTTP))
                .orElseThrow(() ->
                        CogoException.invalid("the card at url has no interface of A2A 1.0 over JSONRPC or HTTP+JSON"));
        return new RemoteCard(
                URI.create(chosen.getString("url")), chosen.getString("protocolBinding"), skills(card), tag);
    }

    private static Optional<JsonObject> choose(JsonObject card, String binding) {
        return objects(card, "supportedInterfaces").stream()
                .filter(one -> binding.equals(one.getValue("protocolBinding"))
                        && one.getValue("protocolVersion") instanceof String version
                        && (version.equals("1.0") || version.startsWith("1.0."))
                        && one.getValue("url") instanceof String url
                        && isPlain(url))
                .findFirst();
    }

    private static boolean isPlain(String url) {
        try {
            return PlainUrl.check(url) != null;
        } catch (CogoException e) {
            return false;
        }
    }

    private static List<AgentSkill> skills(JsonObject card) {
        Map<String, AgentSkill> skills = new LinkedHashMap<>();
        for (JsonObject skill : objects(card, "skills")) {
            if (skills.size() < AgentSettings.MAX_SKILLS
                    && skill.getValue("id") instanceof String id
                    && TASK_TYPE.matcher(id).matches()) {
                skills.putIfAbsent(
                        id,
                        new AgentSkill(
                                id,
                                line(skill.getValue("name"), AgentSkill.MAX_TITLE),
                                line(skill.getValue("description"), AgentSkill.MAX_DESCRIPTION),
                                null));
            }
        }
        return List.copyOf(skills.values());
    }

    private static @Nullable String line(@Nullable Object value, int max) {
        String line = value instanceof String text ? CleanText.line(text, max) : "";
        return line.isEmpty() ? null : line;
    }

    private static List<JsonObject> objects(JsonObject json, String name) {
        return json.getValue(name) instanceof JsonArray array
                ? array.stream()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonObject.class::cast)
                        .toList()
                : List.of();
    }
}
