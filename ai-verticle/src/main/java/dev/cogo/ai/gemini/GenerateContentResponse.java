package dev.cogo.ai.gemini;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code models.generateContent} (Gemini API, v1beta), as far as we use it. Reasons stay strings: Google adds
 * new ones. Any field may be absent.
 */
record GenerateContentResponse(
        @Nullable List<Candidate> candidates,
        @Nullable PromptFeedback promptFeedback,
        @Nullable UsageMetadata usageMetadata) {

    record Candidate(@Nullable Content content, @Nullable String finishReason) {}

    record Content(@Nullable List<Part> parts) {}

    /** {@code thought}: the text is the model's thinking and not its answer. */
    record Part(@Nullable String text, @Nullable Boolean thought) {}

    record PromptFeedback(@Nullable String blockReason) {}

    record UsageMetadata(
            @Nullable Integer promptTokenCount,
            @Nullable Integer candidatesTokenCount,
            @Nullable Integer thoughtsTokenCount,
            @Nullable Integer totalTokenCount) {}
}
