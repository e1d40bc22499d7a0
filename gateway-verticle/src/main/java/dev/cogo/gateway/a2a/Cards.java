package dev.cogo.gateway.a2a;

import dev.cogo.schema.agent.AgentCard;
import dev.cogo.schema.agent.AgentSkill;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;

/** Agents as their cards describe them (section 4.4). */
final class Cards {
    /** What the extended card says more: the JSON Schemas of what an agent takes, by task type. */
    static final String PARAMS_EXTENSION = "urn:cogo-chat:a2a:task-params:1";

    private static final List<String> INPUT = List.of(
            "text/plain",
            "text/markdown",
            "text/html",
            "text/csv",
            "application/json",
            "application/pdf",
            "application/octet-stream",
            "image/png",
            "image/jpeg",
            "image/webp");
    /** What an agent is given as it comes that does not say what it takes. */
    private static final List<String> ANYTHING =
            Stream.concat(INPUT.stream(), Stream.of("*/*")).toList();

    private static final List<String> OUTPUT = List.of("text/plain", "application/json");
    /** What assistants read and write. */
    static final JsonArray TEXT = new JsonArray().add("text/plain");

    private static final String BEARER = "bearer";

    private Cards() {}

    /** Whether the cards say that a part of this type is taken. */
    static boolean take(String mediaType) {
        int end = mediaType.indexOf(';');
        String name = (end < 0 ? mediaType : mediaType.substring(0, end)).strip();
        return INPUT.stream().anyMatch(name::equalsIgnoreCase);
    }

    /** The card of an agent at a URL. */
    static JsonObject of(AgentCard agent, String url) {
        JsonArray skills = new JsonArray();
        agent.skills().forEach(skill -> skills.add(skill(skill)));
        if (skills.isEmpty()) {
            skills.add(new JsonObject()
                    .put("id", AgentTasks.MESSAGE)
                    .put("name", agent.name())
                    .put("description", "Takes any message.")
                    .put("tags", new JsonArray()));
        }
        return new JsonObject()
                .put("name", agent.name())
                .put("description", agent.description() == null ? agent.name() : agent.description())
                .put("version", "1")
                .put(
                        "supportedInterfaces",
                        new JsonArray().add(at(url, "JSONRPC")).add(at(url, "HTTP+JSON")))
                .put(
                        "capabilities",
                        new JsonObject()
                                .put("streaming", true)
                                .put("pushNotifications", true)
                                .put("extendedAgentCard", true))
                .put(
                        "securitySchemes",
                        new JsonObject()
                                .put(
                                        BEARER,
                                        new JsonObject()
                                                .put(
                                                        "httpAuthSecurityScheme",
                                                        new JsonObject()
                                                                .put("scheme", "Bearer")
                                                                .put(
                                                                        "description",
                                                                        "An access token, or the token of a service user"))))
                .put(
                        "securityRequirements",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put(
                                                "schemes",
                                                new JsonObject()
                                                        .put(BEARER, new JsonObject().put("list", new JsonArray())))))
                .put("defaultInputModes", new JsonArray(agent.skills().isEmpty() ? ANYTHING : INPUT))
                .put("defaultOutputModes", new JsonArray(OUTPUT))
                .put("skills", skills);
    }

    /** The card with what only those are told who have logged in. */
    static JsonObject extended(AgentCard agent, String url) {
        JsonObject card = of(agent, url);
        JsonObject schemas = new JsonObject();
        agent.skills().stream()
                .filter(skill -> skill.params() != null)
                .forEach(skill -> schemas.put(skill.taskType(), skill.params()));
        if (!schemas.isEmpty()) {
            card.getJsonObject("capabilities")
                    .put(
                            "extensions",
                            new JsonArray()
                                    .add(new JsonObject()
                                            .put("uri", PARAMS_EXTENSION)
                                            .put("description", "JSON Schemas of a data part, by skill")
                                            .put("required", false)
                                            .put("params", schemas)));
        }
        return card;
    }

    private static JsonObject at(String url, String binding) {
        return new JsonObject().put("url", url).put("protocolBinding", binding).put("protocolVersion", "1.0");
    }

    private static JsonObject skill(AgentSkill skill) {
        String title = skill.title() == null ? skill.taskType() : skill.title();
        return new JsonObject()
                .put("id", skill.taskType())
                .put("name", title)
                .put("description", skill.description() == null ? title : skill.description())
                .put("tags", new JsonArray().add(skill.taskType()));
    }
}
