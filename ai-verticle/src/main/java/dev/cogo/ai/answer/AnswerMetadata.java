package dev.cogo.ai.answer;

import dev.cogo.ai.provider.Completion;
import dev.cogo.ai.run.Cut;
import dev.cogo.ai.run.Run;
import dev.cogo.schema.ai.Answer;
import dev.cogo.schema.ai.Usage;
import dev.cogo.schema.assistant.Assistant;
import dev.cogo.schema.message.Message;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an AI message says of its making, in its {@code metadata}: {@code provider}, {@code model}, {@code language},
 * {@code cached}, and when they apply {@code truncated} and {@code usage}; {@code ai} has the assistant and, of an answer to a question,
 * its run, its variant, how much of the conversation was told and, when it is not whole, why. A repeated request is answered from it.
 */
public final class AnswerMetadata {
    private AnswerMetadata() {}

    /** The metadata of an assistant's message with this text. */
    public static Map<String, Object> of(Completion completion, Assistant assistant) {
        Map<String, Object> metadata = of(completion);
        metadata.put("ai", new LinkedHashMap<>(Map.of("assistant", shown(assistant))));
        return metadata;
    }

    private static Map<String, Object> shown(Assistant assistant) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("userId", assistant.id().toString());
        shown.put("handle", assistant.handle());
        shown.put("displayName", assistant.name());
        if (assistant.avatar() != null) {
            shown.put("avatar", assistant.avatar());
        }
        return shown;
    }

    private static Map<String, Object> of(Completion completion) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("provider", completion.origin().provider());
        metadata.put("model", completion.model());
        metadata.put("language", completion.language());
        metadata.put("cached", completion.cached());
        if (completion.truncated()) {
            metadata.put("truncated", true);
        }
        Usage usage = completion.usage();
        if (usage != null) {
            metadata.put(
                    "usage",
                    Map.of(
                            "promptTokens", usage.promptTokens(),
                            "outputTokens", usage.outputTokens(),
                            "totalTokens", usage.totalTokens(),
                            "cachedTokens", usage.cachedTokens(),
                            "thoughtTokens", usage.thoughtTokens(),
                            "toolTokens", usage.toolTokens()));
        }
        return metadata;
    }

    /**
     * The metadata of an answer to a question.
     *
     * @param cut why it is not whole; null when it is
     * @param context how much of the conversation the model was told
     */
    static Map<String, Object> of(
            Completion completion, Assistant assistant, Run run, @Nullable Cut cut, Map<String, Object> context) {
        Map<String, Object> metadata = of(completion);
        Map<String, Object> ai = new LinkedHashMap<>();
        ai.put("runId", run.id().toString());
        ai.put("variant", run.variant());
        if (cut != null) {
            ai.put("cut", cut.wireName());
        }
        ai.put("assistant", shown(assistant));
        if (run.steeredSeq() != null) {
            ai.put("steeredSeq", run.steeredSeq());
        }
        ai.put("context", context);
        metadata.put("ai", ai);
        return metadata;
    }

    /** The answer that these two messages are. */
    static Answer answer(Message question, Message message) {
        Map<String, Object> metadata = message.metadata() == null ? Map.of() : message.metadata();
        return new Answer(
                question,
                message,
                text(metadata, "language"),
                text(metadata, "model"),
                text(metadata, "provider"),
                Boolean.TRUE.equals(metadata.get("cached")),
                usage(metadata.get("usage")));
    }

    private static String text(Map<String, Object> metadata, String field) {
        return String.valueOf(metadata.getOrDefault(field, "unknown"));
    }

    private static @Nullable Usage usage(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> usage)) {
            return null;
        }
        return new Usage(
                count(usage, "promptTokens"),
                count(usage, "outputTokens"),
                count(usage, "totalTokens"),
                count(usage, "cachedTokens"),
                count(usage, "thoughtTokens"),
                count(usage, "toolTokens"));
    }

    private static int count(Map<?, ?> usage, String field) {
        return usage.get(field) instanceof Number count ? count.intValue() : 0;
    }
}
