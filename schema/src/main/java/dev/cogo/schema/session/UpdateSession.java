package dev.cogo.schema.session;

import dev.cogo.schema.channel.UserRequest;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.identity.Language;
import dev.cogo.schema.text.LineText;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request to change a session's settings; what is null stays as it is.
 *
 * @param title at most {@link CreateSession#MAX_TITLE} characters
 * @param slowModeSeconds 0 to {@link #MAX_SLOW_MODE_SECONDS}
 * @param archived whether to end writing in it, or to begin it again
 */
public record UpdateSession(
        UUID userId,
        UUID sessionId,
        @Nullable String title,
        @Nullable String language,
        @Nullable Boolean ai,
        @Nullable AiMode aiMode,
        @Nullable WhenBusy whenBusy,
        @Nullable Integer slowModeSeconds,
        @Nullable Boolean archived)
        implements UserRequest {
    public static final int MAX_SLOW_MODE_SECONDS = 21_600;

    public UpdateSession {
        title = LineText.of(title, "title", CreateSession.MAX_TITLE);
        language = Language.normalise(language);
        if (slowModeSeconds != null && (slowModeSeconds < 0 || slowModeSeconds > MAX_SLOW_MODE_SECONDS)) {
            throw CogoException.invalid("slowModeSeconds must be 0 to " + MAX_SLOW_MODE_SECONDS);
        }
        if (title == null
                && language == null
                && ai == null
                && aiMode == null
                && whenBusy == null
                && slowModeSeconds == null
                && archived == null) {
            throw CogoException.invalid("nothing is to be changed");
        }
    }
}
