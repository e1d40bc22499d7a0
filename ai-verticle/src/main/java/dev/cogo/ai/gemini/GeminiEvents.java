package dev.cogo.ai.gemini;

import dev.cogo.ai.gemini.GenerateContentResponse.Candidate;
import dev.cogo.ai.gemini.GenerateContentResponse.Part;
import dev.cogo.ai.gemini.GenerateContentResponse.UsageMetadata;
import dev.cogo.ai.http.ErrorBody;
import dev.cogo.ai.http.Unreadable;
import dev.cogo.ai.model.Ending;
import dev.cogo.ai.model.StreamedAnswer;
import dev.cogo.schema.ai.Usage;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.json.Json;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the events of {@code streamGenerateContent}: each brings the next part of the text and the usage so far. */
final class GeminiEvents {
    // Google adds reasons; one that is not known here may mean anything, and is no whole answer.
    private static final Set<String> REFUSALS = Set.of(
            "SAFETY",
            "RECITATION",
            "LANGUAGE",
            "BLOCKLIST",
            "PROHIBITED_CONTENT",
            "SPII",
            "IMAGE_SAFETY",
            "IMAGE_PROHIBITED_CONTENT",
            "IMAGE_RECITATION",
            "MODEL_ARMOR");

    private GeminiEvents() {}

    /** @throws Unreadable when the event is not what the API describes */
    static void read(String data, StreamedAnswer answer) {
        GenerateContentResponse event = decoded(data);
        if (event.error() != null) {
            answer.failed(ErrorBody.of(new JsonObject().put("error", new JsonObject(event.error()))));
            return;
        }
        if (event.modelVersion() != null && !event.modelVersion().isBlank()) {
            answer.servedBy(event.modelVersion());
        }
        if (event.usageMetadata() != null) {
            answer.counted(usage(event.usageMetadata()));
        }
        blocked(event, answer);
        if (event.candidates() != null
                && !event.candidates().isEmpty()
                && event.candidates().getFirst() != null) {
            read(event.candidates().getFirst(), answer);
        }
    }

    private static void blocked(GenerateContentResponse event, StreamedAnswer answer) {
        String reason =
                event.promptFeedback() == null ? null : event.promptFeedback().blockReason();
        if (reason != null && !reason.equals("BLOCK_REASON_UNSPECIFIED")) {
            answer.finished(reason, Ending.REFUSED);
        }
    }

    private static void read(Candidate candidate, StreamedAnswer answer) {
        if (candidate.finishReason() != null) {
            answer.finished(candidate.finishReason(), ending(candidate.finishReason()));
        }
        if (candidate.content() == null || candidate.content().parts() == null) {
            return;
        }
        for (Part part : candidate.content().parts()) {
            // What the model thinks is not what it says.
            if (part != null && part.text() != null && !Boolean.TRUE.equals(part.thought())) {
                answer.piece(part.text());
            }
            if (part != null
                    && part.functionCall() != null
                    && part.functionCall().name() != null) {
                answer.call(
                        part.functionCall().id(),
                        part.functionCall().name(),
                        Objects.requireNonNullElse(part.functionCall().args(), Map.of()),
                        part.thoughtSignature());
            }
        }
    }

    private static Ending ending(String reason) {
        if (REFUSALS.contains(reason)) {
            return Ending.REFUSED;
        }
        return reason.equals("STOP") ? Ending.WHOLE : Ending.TRUNCATED;
    }

    // Thought tokens are billed as output.
    private static Usage usage(UsageMetadata usage) {
        int prompt = count(usage.promptTokenCount());
        int thoughts = count(usage.thoughtsTokenCount());
        int tools = count(usage.toolUsePromptTokenCount());
        int output = count(usage.candidatesTokenCount()) + thoughts;
        int total = usage.totalTokenCount() == null ? prompt + tools + output : usage.totalTokenCount();
        return new Usage(prompt, output, total, count(usage.cachedContentTokenCount()), thoughts, tools);
    }

    private static int count(@Nullable Integer tokens) {
        return tokens == null ? 0 : Math.max(0, tokens);
    }

    private static GenerateContentResponse decoded(String data) {
        try {
            @Nullable
            GenerateContentResponse event =
                    Json.decode(data.getBytes(StandardCharsets.UTF_8), GenerateContentResponse.class);
            if (event != null) {
                return event;
            }
        } catch (CogoException e) {
            // The same sentence.
        }
        throw new Unreadable("an event is not what the API describes");
    }
}
