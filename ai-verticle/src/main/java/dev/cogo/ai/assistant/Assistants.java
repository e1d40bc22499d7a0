package dev.cogo.ai.assistant;

import dev.cogo.runtime.database.Database;
import dev.cogo.schema.assistant.Assistant;
import dev.cogo.schema.assistant.AssistantCards;
import dev.cogo.schema.assistant.AssistantHandle;
import dev.cogo.schema.assistant.ListAssistantCards;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds who answers. Each look is at the row as it is now, so what operators change holds from the next answer on. */
public final class Assistants {
    // The built-in one takes part wherever the AI does. One that is silenced in the session says nothing there.
    private static final String TAKES_PART = StoredAssistant.SELECT + """
            LEFT JOIN session_members m ON m.session_id = $1 AND m.user_id = s.id
            WHERE s.enabled AND (s.built_in OR m.user_id IS NOT NULL)
              AND (m.silenced_until IS NULL OR m.silenced_until <= now())
            """;

    private static final String OF_SESSION =
            TAKES_PART + "AND ($2::text IS NULL OR s.handle = $2) ORDER BY m.joined_at NULLS LAST, s.id LIMIT 1";
    private static final String IN_SESSION = TAKES_PART + "AND s.id = $2";
    private static final String ANYWHERE =
            StoredAssistant.SELECT + "WHERE s.enabled AND (s.handle = $1 OR $1::text IS NULL AND s.built_in)";

    private final Database database;

    public Assistants(Database database) {
        this.database = database;
    }

    /**
     * Who is asked in a session.
     *
     * @param handle null for the session's own: of the members the one that joined first, else the built-in one
     * @throws CogoException {@code assistant_not_found}
     */
    public Assistant ofSession(UUID sessionId, @Nullable String handle) {
        String otherwise = "no such assistant takes part in this session";
        check(handle, otherwise);
        return first(database.query(OF_SESSION, sessionId, handle), otherwise);
    }

    /**
     * Who is to answer in a session, if they still take part.
     *
     * @throws CogoException {@code assistant_not_found}
     */
    public Assistant inSession(UUID sessionId, UUID assistantId) {
        return first(
                database.query(IN_SESSION, sessionId, assistantId),
                "the assistant takes no part in this session any more");
    }

    /**
     * Who is asked outside of sessions.
     *
     * @param handle null for the built-in one
     * @throws CogoException {@code assistant_not_found}
     */
    public Assistant anywhere(@Nullable String handle) {
        String otherwise = "there is no such assistant";
        check(handle, otherwise);
        return first(database.query(ANYWHERE, handle), otherwise);
    }

    /** All that are enabled, the built-in one first, then by handle. */
    public List<Assistant> all() {
        return database.query(StoredAssistant.SELECT + "WHERE s.enabled ORDER BY s.built_in DESC, s.handle").stream()
                .map(StoredAssistant::of)
                .toList();
    }

    /** Those that a user may ask. */
    public AssistantCards cards(ListAssistantCards request) {
        return new AssistantCards(all().stream().map(Assistant::card).toList());
    }

    // No assistant is called by what is no handle, and the database takes not every text.
    private static void check(@Nullable String handle, String otherwise) {
        if (handle != null && !AssistantHandle.isOne(handle)) {
            throw new CogoException(ErrorCode.ASSISTANT_NOT_FOUND, otherwise);
        }
    }

    private static Assistant first(RowSet<Row> rows, String otherwise) {
        return rows.stream()
                .findFirst()
                .map(StoredAssistant::of)
                .orElseThrow(() -> new CogoException(ErrorCode.ASSISTANT_NOT_FOUND, otherwise));
    }
}
