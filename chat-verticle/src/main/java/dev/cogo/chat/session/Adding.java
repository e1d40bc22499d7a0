package dev.cogo.chat.session;

import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.identity.AddableBy;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The rule who may put whom into a session: what each has chosen, or what the server's setting says. A refusal is the answer to
 * an unknown name, so that nobody learns by it who has an account.
 *
 * @param usual for those who have chosen nothing
 */
public record Adding(AddableBy usual) {
    // Who is in the session already is no secret to its members, and an old direct session is found again.
    private static final String CLOSED = """
            SELECT FROM accounts a
            WHERE a.id = ANY($2::uuid[]) AND a.id <> $1 AND coalesce(a.addable_by, $3) <> 'anyone'
              AND NOT EXISTS (SELECT FROM session_members m WHERE m.session_id = $4 AND m.user_id = a.id)
              AND NOT (coalesce(a.addable_by, $3) = 'shared' AND EXISTS (
                  SELECT FROM session_members theirs JOIN session_members mine USING (session_id)
                  WHERE theirs.user_id = a.id AND mine.user_id = $1))
            LIMIT 1""";

    /**
     * Checks that the user may add all of these.
     *
     * @param sessionId where to, when it exists already
     * @throws CogoException {@code user_not_found}
     */
    void check(Statements statements, UUID userId, Collection<UUID> people, @Nullable UUID sessionId) {
        UUID[] ids = people.toArray(UUID[]::new);
        if (statements.query(CLOSED, userId, ids, usual.wireName(), sessionId).size() > 0) {
            throw People.notAddable();
        }
    }
}
