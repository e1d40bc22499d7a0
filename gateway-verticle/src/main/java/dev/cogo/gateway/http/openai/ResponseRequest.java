package dev.cogo.gateway.http.openai;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request for a response (OpenAI API, "Create a model response"). None is kept: a session is what remembers. */
record ResponseRequest(Wish wish, @Nullable String instructions) {
    private static final Set<String> KNOWN = Set.of(
            "model",
            "input",
            "instructions",
            "stream",
            "max_output_tokens",
            "metadata",
            "tools",
            "tool_choice",
            "previous_response_id",
            "conversation",
            "background",
            "include",
            "text",
            "prompt");
    /** How the model writes is the operator's to say. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "temperature",
            "top_p",
            "top_logprobs",
            "user",
            "reasoning",
            "service_tier",
            "parallel_tool_calls",
            "max_tool_calls",
            "safety_identifier",
            "prompt_cache_key",
            "prompt_cache_retention",
            "store",
            "truncation",
            "stream_options");

    private static final JsonObject PLAIN = new JsonObject().put("type", "text");

    static ResponseRequest of(JsonObject body) {
        Fields fields = new Fields(body)
                .only(KNOWN, WITHOUT_EFFECT)
                .neutral("tools")
                .neutral("tool_choice", "none", "auto")
                .neutral("previous_response_id")
                .neutral("conversation")
                .neutral("background", false)
                .neutral("include")
                .neutral("prompt");
        fields.object("text").neutral("format", PLAIN);
        String instructions = fields.text("instructions");
        Conversation conversation = new Conversation();
        if (instructions != null) {
            conversation.instruct(instructions);
        }
        return new ResponseRequest(
                Wish.of(
                        body.getString("model"),
                        input(body.getValue("input"), conversation),
                        fields,
                        fields.positive("max_output_tokens")),
                instructions);
    }

    private static Conversation input(@Nullable Object input, Conversation conversation) {
        return switch (input) {
            case String text -> {
                conversation.say(false, text);
                yield conversation;
            }
            case JsonArray items -> conversation.read(items, "input");
            case null, default -> throw Fields.refused("input", "must be a text or a list of messages");
        };
    }
}
