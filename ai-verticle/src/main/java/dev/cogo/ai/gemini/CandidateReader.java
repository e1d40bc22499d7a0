package dev.cogo.ai.gemini;

import dev.cogo.ai.gemini.GenerateContentResponse.Candidate;
import dev.cogo.ai.gemini.GenerateContentResponse.Part;
import dev.cogo.ai.gemini.GenerateContentResponse.PromptFeedback;
import dev.cogo.ai.gemini.GenerateContentResponse.UsageMetadata;
import dev.cogo.ai.provider.Completion;
import dev.cogo.ai.provider.ModelText;
import dev.cogo.ai.provider.ProviderFailure;
import dev.cogo.schema.ai.Usage;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what a response with status 200 means. */
final class CandidateReader {
    /**
     * Finish reasons that say that the model will not answer this; what it wrote until then is not shown. Any other reason
     * that is not known here counts as an ordinary end if there is text.
     */
    private static final Set<String> REFUSALS =
            Set.of("SAFETY", "RECITATION", "LANGUAGE", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY");

    private CandidateReader() {}

    /** The text of the first candidate, all its parts joined. */
    static Completion read(GenerateContentResponse response, String model, String language) {
        Usage usage = usage(response.usageMetadata());
        blockReason(response).ifPresent(reason -> {
            throw refused(reason, model, usage);
        });
        Candidate candidate = Objects.requireNonNullElse(response.candidates(), List.<Candidate>of()).stream()
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> failed("no candidate", model, usage));
        String reason = Objects.requireNonNullElse(candidate.finishReason(), "none");
        if (REFUSALS.contains(reason)) {
            throw refused(reason, model, usage);
        }
        String text = ModelText.clean(text(candidate));
        if (text.isEmpty()) {
            throw failed("no text, finish reason " + bounded(reason), model, usage);
        }
        return new Completion(text, language, model, usage, reason.equals("MAX_TOKENS"), false);
    }

    private static Optional<String> blockReason(GenerateContentResponse response) {
        return Optional.ofNullable(response.promptFeedback())
                .map(PromptFeedback::blockReason)
                .filter(reason -> !reason.equals("BLOCK_REASON_UNSPECIFIED"));
    }

    /** What the model says, without what it thinks. */
    static String text(Candidate candidate) {
        if (candidate.content() == null || candidate.content().parts() == null) {
            return "";
        }
        return candidate.content().parts().stream()
                .filter(part -> part != null && !Boolean.TRUE.equals(part.thought()))
                .map(Part::text)
                .filter(Objects::nonNull)
                .collect(Collectors.joining());
    }

    // Thought tokens are billed as output.
    static @Nullable Usage usage(@Nullable UsageMetadata usage) {
        if (usage == null) {
            return null;
        }
        int prompt = count(usage.promptTokenCount());
        int output = count(usage.candidatesTokenCount()) + count(usage.thoughtsTokenCount());
        int total = usage.totalTokenCount() == null ? prompt + output : usage.totalTokenCount();
        return new Usage(prompt, output, total);
    }

    private static int count(@Nullable Integer tokens) {
        return tokens == null ? 0 : tokens;
    }

    private static ProviderFailure refused(String reason, String model, @Nullable Usage usage) {
        String detail = "the AI declined to answer (" + bounded(reason) + ")";
        return new ProviderFailure(new CogoException(ErrorCode.AI_REFUSED, detail), model, usage);
    }

    private static ProviderFailure failed(String what, String model, @Nullable Usage usage) {
        String detail = "the AI provider gave no usable answer (" + what + ")";
        return new ProviderFailure(new CogoException(ErrorCode.AI_FAILED, detail), model, usage);
    }

    // It goes to clients and into the ledger, and comes from outside.
    private static String bounded(String reason) {
        String safe = reason.replaceAll("[^A-Za-z0-9_]", "");
        return safe.substring(0, Math.min(safe.length(), 40));
    }
}
