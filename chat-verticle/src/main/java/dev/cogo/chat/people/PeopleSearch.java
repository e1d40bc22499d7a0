package dev.cogo.chat.people;

import dev.cogo.runtime.database.Database;
import dev.cogo.schema.assistant.AssistantBadge;
import dev.cogo.schema.identity.AddableBy;
import dev.cogo.schema.people.FindPeople;
import dev.cogo.schema.people.PeopleFound;
import dev.cogo.schema.people.PersonFound;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds people by a part of their names: among those who share a session with the asker, and as the server is set among all who
 * let anyone add them; and assistants, by the beginning of their handles, too. It looks at a bounded number of accounts, whatever is asked: at those whose names begin so, and at the
 * members of the sessions in which the asker was active lately.
 */
public final class PeopleSearch {
    private static final long MAX_BEGINNING = 200;
    private static final long MAX_SESSIONS = 200;
    private static final long MAX_OF_SESSION = 500;
    private static final long MAX_MEMBERS = 5_000;

    // The range of names is what accounts_display_name is made for: a parameter's LIKE would not be looked up in it.
    // Not EXISTS:
    // for that the database would gather all members of all the asker's sessions.
    private static final String FIND = """
            WITH beginning AS MATERIALIZED (
                SELECT a.id, a.display_name, a.anonymous, a.addable_by FROM accounts a
                WHERE lower(a.display_name) ~>=~ lower($2) AND lower(a.display_name) ~<~ (lower($2) || chr(1114111))
                ORDER BY lower(a.display_name) USING ~<~ LIMIT $5),
            near AS MATERIALIZED (
                SELECT DISTINCT o.user_id FROM (
                    SELECT session_id FROM session_members me JOIN user_chat_sessions s USING (session_id)
                    WHERE me.user_id = $1 ORDER BY s.last_activity DESC LIMIT $6) mine
                CROSS JOIN LATERAL (
                    SELECT m.user_id FROM session_members m
                    WHERE m.session_id = mine.session_id ORDER BY m.joined_at, m.user_id LIMIT $7) o
                LIMIT $8)
            SELECT found.id, found.display_name, a.handle, a.avatar FROM (
                SELECT b.id, b.display_name FROM beginning b
                WHERE ($3 AND NOT b.anonymous AND coalesce(b.addable_by, $4) = 'anyone')
                   OR (SELECT true FROM session_members theirs JOIN session_members mine USING (session_id)
                       WHERE theirs.user_id = b.id AND mine.user_id = $1 LIMIT 1)
                UNION
                SELECT a.id, a.display_name FROM near
                CROSS JOIN LATERAL (SELECT id, display_name FROM accounts WHERE id = near.user_id LIMIT 1) a
                WHERE position(lower($2) IN lower(a.display_name)) > 0
                UNION
                SELECT a.id, a.display_name FROM assistants s JOIN accounts a USING (id)
                WHERE s.enabled
                  AND (position(lower($2) IN lower(a.display_name)) > 0 OR starts_with(s.handle, lower($2)))) found
            LEFT JOIN assistants a ON a.id = found.id
            WHERE found.id <> $1
            ORDER BY starts_with(lower(found.display_name), lower($2)) DESC, lower(found.display_name), found.id
            LIMIT $9""";

    private final Database database;
    private final Findable findable;
    private final AddableBy usual;

    /** @param usual who may add those who have chosen nothing */
    public PeopleSearch(Database database, Findable findable, AddableBy usual) {
        this.database = database;
        this.findable = findable;
        this.usual = usual;
    }

    /** Who is called so, best match first; never the asker. */
    public PeopleFound find(FindPeople request) {
        List<PersonFound> people = new ArrayList<>();
        for (Row row : database.query(
                FIND,
                request.userId(),
                request.name().strip(),
                request.strangers() && findable == Findable.ALL,
                usual.wireName(),
                MAX_BEGINNING,
                MAX_SESSIONS,
                MAX_OF_SESSION,
                MAX_MEMBERS,
                request.limit() + 1L)) { // one more tells whether these are all
            String handle = row.getString("handle");
            people.add(new PersonFound(
                    row.getUUID("id"),
                    row.getString("display_name"),
                    handle == null ? null : new AssistantBadge(handle, row.getString("avatar"))));
        }
        boolean complete = people.size() <= request.limit();
        return new PeopleFound(complete ? people : people.subList(0, request.limit()), complete);
    }
}
