package dev.cogo.schema.ai;

import dev.cogo.schema.identity.Language;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.record.BusRecord;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A question to the AI in a session. The question is stored as the caller's message, the answer as a reply to it.
 *
 * @param question what the caller says
 * @param language see {@link RequestGreeting}
 * @param streamTo where the answer is to go in pieces while it is written; null for nowhere
 */
public record RequestAnswer(
        UUID userId,
        UUID sessionId,
        NewMessage question,
        @Nullable String language,
        @Nullable String acceptLanguage,
        @Nullable StreamTo streamTo)
        implements BusRecord {
    public RequestAnswer {
        language = Language.normalise(language);
    }
}
