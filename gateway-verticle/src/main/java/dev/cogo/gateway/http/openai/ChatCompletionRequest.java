package dev.cogo.gateway.http.openai;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;

/**
 * A request for a chat completion (OpenAI API, "Create chat completion").
 *
 * @param includeUsage whether a stream tells the usage in a chunk of its own
 */
record ChatCompletionRequest(Wish wish, boolean includeUsage) {
    private static final Set<String> KNOWN = Set.of(
            "model",
            "messages",
            "stream",
            "stream_options",
            "max_tokens",
            "max_completion_tokens",
            "metadata",
            "n",
            "tools",
            "tool_choice",
            "functions",
            "function_call",
            "response_format",
            "logprobs",
            "top_logprobs",
            "logit_bias",
            "stop",
            "modalities",
            "store");
    /** How the model writes is the operator's to say. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "temperature",
            "top_p",
            "presence_penalty",
            "frequency_penalty",
            "seed",
            "user",
            "reasoning_effort",
            "verbosity",
            "service_tier",
            "parallel_tool_calls",
            "safety_identifier",
            "prompt_cache_key",
            "prompt_cache_retention");

    private static final JsonObject PLAIN = new JsonObject().put("type", "text");

    static ChatCompletionRequest of(JsonObject body) {
        Fields fields = new Fields(body)
                .only(KNOWN, WITHOUT_EFFECT)
                .neutral("n", 1)
                .neutral("tools")
                .neutral("tool_choice", "none", "auto")
                .neutral("functions")
                .neutral("function_call", "none", "auto")
                .neutral("response_format", PLAIN)
                .neutral("logprobs", false)
                .neutral("top_logprobs", 0)
                .neutral("logit_bias")
                .neutral("stop")
                .neutral("modalities", new JsonArray().add("text"))
                .neutral("store", false);
        Conversation conversation = new Conversation().read(body.getJsonArray("messages"), "messages");
        Integer maxTokens = fields.positive("max_completion_tokens");
        return new ChatCompletionRequest(
                Wish.of(
                        body.getString("model"),
                        conversation,
                        fields,
                        maxTokens == null ? fields.positive("max_tokens") : maxTokens),
                fields.object("stream_options").flag("include_usage"));
    }
}
