package dev.cogo.ai.gemini;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event of {@code streamGenerateContent} (Gemini API, v1beta), as far as we use it. Reasons stay strings: Google adds
 * new ones. Any field may be absent. What goes wrong in the midst of a stream is an event with an error alone.
 */
record GenerateContentResponse(
        @Nullable List<Candidate> candidates,
        @Nullable PromptFeedback promptFeedback,
        @Nullable UsageMetadata usageMetadata,
        @Nullable String modelVersion,
        @Nullable Map<String, Object> error) {

    record Candidate(@Nullable Content content, @Nullable String finishReason) {}

    record Content(@Nullable List<Part> parts) {}

    /** {@code thought}: the text is the model's thinking and not its answer. */
    record Part(
            @Nullable String text,
            @Nullable Boolean thought,
            @Nullable FunctionCall functionCall,
            @Nullable String thoughtSignature) {}

    /** Some versions of the API give calls an id. */
    record FunctionCall(
            @Nullable String id,
            @Nullable String name,
            @Nullable Map<String, Object> args) {}

    record PromptFeedback(@Nullable String blockReason) {}

    record UsageMetadata(
            @Nullable Integer promptTokenCount,
            @Nullable Integer cachedContentTokenCount,
            @Nullable Integer toolUsePromptTokenCount,
            @Nullable Integer candidatesTokenCount,
            @Nullable Integer thoughtsTokenCount,
            @Nullable Integer totalTokenCount) {}
}
