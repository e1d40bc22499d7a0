package dev.cogo.agentbridge.tasks;

import dev.cogo.runtime.database.Database;
import dev.cogo.schema.a2a.FindContexts;
import dev.cogo.schema.a2a.NameContext;
import dev.cogo.schema.a2a.NamedContext;
import dev.cogo.schema.a2a.NamedContexts;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import java.util.List;
import java.util.UUID;

/** Contexts of A2A that users have named; each name is its user's own. */
public final class ContextNames {
    private final Database database;

    public ContextNames(Database database) {
        this.database = database;
    }

    /**
     * Names a session, where the user has no other of that name; there is one item, the session that has it.
     *
     * @throws CogoException {@code session_not_found} when it has gone
     */
    public NamedContexts name(NameContext request) {
        NamedContext wanted = request.context();
        database.query("""
                        INSERT INTO a2a_contexts (user_id, name, session_id)
                        SELECT $1, $2, session_id FROM user_chat_sessions WHERE session_id = $3
                        ON CONFLICT DO NOTHING""", request.userId(), wanted.name(), wanted.sessionId());
        NamedContexts named = find(new FindContexts(request.userId(), List.of(wanted.name()), List.of()));
        if (named.items().isEmpty()) {
            throw new CogoException(ErrorCode.SESSION_NOT_FOUND, "there is no such session");
        }
        return named;
    }

    /** Those that have one of the names, or are one of the sessions. */
    public NamedContexts find(FindContexts request) {
        return new NamedContexts(database
                .query(
                        """
                        SELECT name, session_id FROM a2a_contexts
                        WHERE user_id = $1 AND (name = ANY ($2::text[]) OR session_id = ANY ($3::uuid[]))""",
                        request.userId(),
                        request.names().toArray(String[]::new),
                        request.sessions().toArray(UUID[]::new))
                .stream()
                .map(row -> new NamedContext(row.getString("name"), row.getUUID("session_id")))
                .toList());
    }
}
