package dev.cogo.schema.ai;

import dev.cogo.schema.record.BusRecord;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A wish of a program for the next turn of a conversation that it keeps itself; nothing of it is stored.
 *
 * @param assistant the handle of who is asked; null for the built-in one
 * @param system what the program tells the model to be; null for nothing
 * @param turns oldest first; the first and the last are not the model's
 * @param maxTokens how many the text may have at most, below the server's own limit; null for that alone
 * @param streamTo where the text is to go while it is written, and who leaves there ends the work
 */
public record RequestCompletion(
        UUID userId,
        @Nullable String assistant,
        @Nullable String system,
        List<CompletionTurn> turns,
        @Nullable Integer maxTokens,
        @Nullable String acceptLanguage,
        StreamTo streamTo)
        implements BusRecord {
    public RequestCompletion {
        turns = List.copyOf(turns);
    }
}
