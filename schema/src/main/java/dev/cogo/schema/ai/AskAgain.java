package dev.cogo.schema.ai;

import dev.cogo.schema.identity.Language;
import dev.cogo.schema.record.BusRecord;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A wish for another answer to a run's question.
 *
 * @param language see {@link RequestGreeting}
 */
public record AskAgain(
        UUID userId,
        UUID runId,
        @Nullable String language,
        @Nullable String acceptLanguage) implements BusRecord {
    public AskAgain {
        language = Language.normalise(language);
    }
}
