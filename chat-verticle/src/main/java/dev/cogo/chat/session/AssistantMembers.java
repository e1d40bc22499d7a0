package dev.cogo.chat.session;

import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What holds for assistants as members: they are few, take part only where the AI does, and decide nothing. */
final class AssistantMembers {
    /** A message may ask all of them. */
    static final int MAX = 8;

    private static final String FIND = """
            SELECT id, enabled,
                   (SELECT count(*) FROM assistants a JOIN session_members m ON m.session_id = $2 AND m.user_id = a.id) AS others
            FROM assistants WHERE id = ANY($1::uuid[])""";

    private AssistantMembers() {}

    /** Which of these accounts are assistants. */
    static Set<UUID> among(Statements statements, Collection<UUID> people) {
        Set<UUID> found = new HashSet<>();
        statements.query(FIND, people.toArray(UUID[]::new), null).forEach(row -> found.add(row.getUUID("id")));
        return found;
    }

    /**
     * Refuses assistants that can't become members; of others it says nothing.
     *
     * @param sessionId of the session, when it exists already
     * @param ai whether the AI takes part in it
     * @throws CogoException {@code ai_not_in_session}, {@code too_many_members}, {@code user_not_found}
     */
    static void check(Statements statements, Collection<UUID> people, @Nullable UUID sessionId, boolean ai) {
        int joining = 0;
        for (Row row : statements.query(FIND, people.toArray(UUID[]::new), sessionId)) {
            joining++;
            if (!row.getBoolean("enabled")) {
                throw People.notAddable();
            } else if (!ai) {
                throw new CogoException(ErrorCode.AI_NOT_IN_SESSION, "the AI takes no part in this session");
            } else if (row.getLong("others") + joining > MAX) {
                throw new CogoException(
                        ErrorCode.TOO_MANY_MEMBERS, "a session may have at most " + MAX + " assistants");
            }
        }
    }

    /**
     * Refuses to make an assistant more than a member.
     *
     * @throws CogoException {@code invalid_request}
     */
    static void checkRole(Statements statements, UUID member) {
        if (!among(statements, Set.of(member)).isEmpty()) {
            throw CogoException.invalid("an assistant is a member, and neither owner nor admin");
        }
    }
}
