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
 * @param again the id that a further run is to have, when the question was asked before and another answer is wanted. The question
 *     is then found by its client's id, or by its own in the place of that
 * @param assistant the handle of who is asked; null for the session's own: of the assistants that are members the one that joined
 *     first, else the built-in one
 */
public record RequestAnswer(
        UUID userId,
        UUID sessionId,
        NewMessage question,
        @Nullable String language,
        @Nullable String acceptLanguage,
        @Nullable StreamTo streamTo,
        @Nullable UUID again,
        @Nullable String assistant)
        implements BusRecord {
    public RequestAnswer {
        language = Language.normalise(language);
    }

    /** A question that is asked for the first time, or repeated. */
    public RequestAnswer(
            UUID userId,
            UUID sessionId,
            NewMessage question,
            @Nullable String language,
            @Nullable String acceptLanguage,
            @Nullable StreamTo streamTo) {
        this(userId, sessionId, question, language, acceptLanguage, streamTo, null, null);
    }

    /** The same, shown to somebody while it is written. */
    public RequestAnswer streamedTo(StreamTo client) {
        return new RequestAnswer(userId, sessionId, question, language, acceptLanguage, client, again, assistant);
    }
}
