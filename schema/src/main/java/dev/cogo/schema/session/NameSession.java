package dev.cogo.schema.session;

import dev.cogo.schema.channel.ForSession;
import dev.cogo.schema.text.LineText;
import java.util.Objects;
import java.util.UUID;

/** The server's wish to give a title to a session that has none; a title that somebody has given stays. */
public record NameSession(UUID sessionId, String title) implements ForSession {
    public NameSession {
        Objects.requireNonNull(sessionId);
        title = Objects.requireNonNull(LineText.of(title, "title", CreateSession.MAX_TITLE));
    }
}
