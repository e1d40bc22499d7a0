package dev.cogo.gateway.http.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.cogo.schema.ai.Usage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A chat completion, or a chunk of one (OpenAI API, "The chat completion object").
 *
 * @param systemFingerprint the operator's model that wrote it; null while that is not known
 */
@JsonNaming(SnakeCaseStrategy.class)
record ChatCompletion(
        String id,
        String object,
        long created,
        String model,
        @Nullable String systemFingerprint,
        List<Choice> choices,
        @Nullable Tokens usage,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> metadata) {

    /** @param finishReason null before the end */
    @JsonNaming(SnakeCaseStrategy.class)
    record Choice(
            int index,
            @Nullable Said message,
            @Nullable Said delta,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String finishReason) {}

    record Said(@Nullable String role, @Nullable String content) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Tokens(
            int promptTokens,
            int completionTokens,
            int totalTokens,
            Read promptTokensDetails,
            Thought completionTokensDetails) {
        @JsonNaming(SnakeCaseStrategy.class)
        record Read(int cachedTokens) {}

        @JsonNaming(SnakeCaseStrategy.class)
        record Thought(int reasoningTokens) {}

        static Tokens of(Usage usage) {
            return new Tokens(
                    usage.promptTokens(),
                    usage.outputTokens(),
                    usage.totalTokens(),
                    new Read(usage.cachedTokens()),
                    new Thought(usage.thoughtTokens()));
        }
    }

    static ChatCompletion whole(String model, Written written, long created) {
        Choice choice = new Choice(0, new Said("assistant", written.text()), null, finishReason(written));
        return new ChatCompletion(
                id(written.id()),
                "chat.completion",
                created,
                model,
                written.model(),
                List.of(choice),
                Tokens.of(written.usage()),
                written.metadata());
    }

    static ChatCompletion chunk(
            String model,
            String id,
            long created,
            List<Choice> choices,
            @Nullable Tokens usage,
            Map<String, String> metadata) {
        return new ChatCompletion(id(id), "chat.completion.chunk", created, model, null, choices, usage, metadata);
    }

    static String finishReason(Written written) {
        return written.whole() ? "stop" : "length";
    }

    private static String id(String id) {
        return "chatcmpl-" + id;
    }
}
