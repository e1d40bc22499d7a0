package dev.cogo.ai.language;

import dev.cogo.runtime.database.Database;
import io.vertx.sqlclient.Row;
import java.util.Iterator;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** In which language to speak to somebody: the first wish that there is, from the nearest to the farthest. */
public final class LanguageChoice {
    private static final String DEFAULT = "en";

    private final Database database;

    public LanguageChoice(Database database) {
        this.database = database;
    }

    /**
     * A BCP 47 tag in normal form.
     *
     * @param requested the request's own wish
     * @param assistant what operators say of who is to speak
     * @param session the session's language
     * @param acceptLanguage what the browser sent
     */
    public String choose(
            UUID userId,
            @Nullable String requested,
            @Nullable String assistant,
            @Nullable String session,
            @Nullable String acceptLanguage) {
        return Tags.wellFormed(requested)
                .or(() -> Tags.wellFormed(assistant))
                .or(() -> preference(userId))
                .or(() -> Tags.wellFormed(session))
                .or(() -> AcceptLanguage.first(acceptLanguage))
                .orElse(DEFAULT);
    }

    private Optional<String> preference(UUID userId) {
        Iterator<Row> rows = database.query("""
                        SELECT language FROM user_language_preferences WHERE user_id = $1
                        """, userId).iterator();
        return rows.hasNext() ? Tags.wellFormed(rows.next().getString("language")) : Optional.empty();
    }
}
