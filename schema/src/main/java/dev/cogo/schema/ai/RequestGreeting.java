package dev.cogo.schema.ai;

import dev.cogo.schema.identity.Language;
import dev.cogo.schema.record.BusRecord;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request for a greeting.
 *
 * @param sessionId where to put it; null for nowhere
 * @param language the wish of the request; null to look further (user's preference, session, {@code acceptLanguage})
 * @param acceptLanguage the header of RFC 9110, section 12.5.4, as the browser sent it
 */
public record RequestGreeting(
        UUID userId,
        @Nullable UUID sessionId,
        @Nullable String language,
        @Nullable String acceptLanguage) implements BusRecord {
    public RequestGreeting {
        language = Language.normalise(language);
    }
}
