package dev.cogo.schema.ai;

import dev.cogo.schema.identity.Language;
import dev.cogo.schema.record.BusRecord;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A wish that the AI answers a message that stands in a session, whoever wrote it.
 *
 * @param language see {@link RequestGreeting}
 */
public record AnswerMessage(
        UUID userId,
        UUID sessionId,
        UUID messageId,
        @Nullable String language,
        @Nullable String acceptLanguage) implements BusRecord {
    public AnswerMessage {
        language = Language.normalise(language);
    }
}
