package dev.cogo.gateway.http.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.cogo.schema.ai.Usage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A response (OpenAI API, "The response object"); its clients look at fields that say nothing, too. */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
record Response(
        String id,
        String object,
        long createdAt,
        String status,
        @Nullable OpenAiError error,
        @Nullable Incomplete incompleteDetails,
        @Nullable String instructions,
        @Nullable Integer maxOutputTokens,
        String model,
        List<Item> output,
        boolean parallelToolCalls,
        @Nullable String previousResponseId,
        boolean store,
        String toolChoice,
        List<Object> tools,
        String truncation,
        @Nullable Tokens usage,
        Map<String, String> metadata) {
    static final String IN_PROGRESS = "in_progress";
    static final String COMPLETED = "completed";
    static final String INCOMPLETE = "incomplete";
    static final String FAILED = "failed";

    record Incomplete(String reason) {}

    record Item(String type, String id, String status, String role, List<Part> content) {
        static Item of(String id, String status, List<Part> content) {
            return new Item("message", "msg_" + id, status, "assistant", content);
        }
    }

    record Part(String type, String text, List<Object> annotations) {
        static Part of(String text) {
            return new Part("output_text", text, List.of());
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record Tokens(
            int inputTokens, Read inputTokensDetails, int outputTokens, Thought outputTokensDetails, int totalTokens) {
        @JsonNaming(SnakeCaseStrategy.class)
        record Read(int cachedTokens) {}

        @JsonNaming(SnakeCaseStrategy.class)
        record Thought(int reasoningTokens) {}

        static Tokens of(Usage usage) {
            return new Tokens(
                    usage.promptTokens(),
                    new Read(usage.cachedTokens()),
                    usage.outputTokens(),
                    new Thought(usage.thoughtTokens()),
                    usage.totalTokens());
        }
    }

    /** One that has no text yet, or will have none. */
    static Response begun(
            String id, long created, ResponseRequest request, String status, @Nullable OpenAiError error) {
        return of(id, created, request, status, error, List.of(), null, Map.of());
    }

    static Response whole(Written written, long created, ResponseRequest request) {
        String status = status(written);
        Item item = Item.of(written.id(), status, List.of(Part.of(written.text())));
        return of(
                written.id(),
                created,
                request,
                status,
                null,
                List.of(item),
                Tokens.of(written.usage()),
                written.metadata());
    }

    static String status(Written written) {
        return written.whole() ? COMPLETED : INCOMPLETE;
    }

    private static Response of(
            String id,
            long created,
            ResponseRequest request,
            String status,
            @Nullable OpenAiError error,
            List<Item> output,
            @Nullable Tokens usage,
            Map<String, String> metadata) {
        return new Response(
                "resp_" + id,
                "response",
                created,
                status,
                error,
                status.equals(INCOMPLETE) ? new Incomplete("max_output_tokens") : null,
                request.instructions(),
                request.wish().maxTokens(),
                request.wish().model(),
                output,
                false,
                null,
                false,
                "auto",
                List.of(),
                "disabled",
                usage,
                metadata);
    }
}
