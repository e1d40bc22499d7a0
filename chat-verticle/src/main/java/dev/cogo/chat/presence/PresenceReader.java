package dev.cogo.chat.presence;

import dev.cogo.runtime.database.Database;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.presence.Presence;
import dev.cogo.schema.presence.PresencePage;
import dev.cogo.schema.presence.PresenceStatus;
import dev.cogo.schema.presence.ReadPresence;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers who is there, from what the home knows. On virtual threads. */
final class PresenceReader {
    /**
     * What the home knows.
     *
     * @param items a page, without names
     * @param everybody the ids of all who are there, when that was asked for
     */
    record View(List<Presence> items, List<UUID> everybody, int total, boolean complete) {}

    /** Looks at a session: one page after a user's id, and all ids if they are wanted. */
    interface Eye {
        Future<View> look(UUID sessionId, @Nullable UUID after, int max, boolean everybody);
    }

    /** They are there as long as they answer, and nobody's connection. */
    private static final String ASSISTANTS = """
            SELECT a.id, a.display_name FROM assistants s JOIN accounts a USING (id)
            JOIN session_members m ON m.session_id = $1 AND m.user_id = s.id
            WHERE s.enabled ORDER BY m.joined_at, a.id""";

    private static final String OFFLINE = """
            SELECT m.user_id, a.display_name, l.last_seen
            FROM session_members m JOIN user_last_seen l USING (user_id) JOIN accounts a ON a.id = m.user_id
            WHERE m.session_id = $1 AND NOT EXISTS (SELECT FROM unnest($2::uuid[]) AS here (id) WHERE here.id = m.user_id)
            ORDER BY l.last_seen DESC, m.user_id LIMIT $3""";

    private final Database database;
    private final PresenceRights rights;
    private final PresenceFacts facts;
    private final Eye eye;

    PresenceReader(Database database, PresenceRights rights, PresenceFacts facts, Eye eye) {
        this.database = database;
        this.rights = rights;
        this.facts = facts;
        this.eye = eye;
    }

    /**
     * A page of those who are there; the session's assistants, who always are, stand before the first.
     *
     * @throws CogoException {@code session_not_found}, {@code invalid_cursor}
     */
    PresencePage read(ReadPresence request) {
        UUID after = request.cursor() == null ? null : cursor(request.cursor());
        if (!rights.seesOthers(request.userId(), request.sessionId())) {
            return new PresencePage(List.of(), null, 0, true, request.offline() ? List.of() : null);
        }
        // One more tells whether there is a next page.
        View view = eye.look(request.sessionId(), after, request.limit() + 1, request.offline())
                .await();
        boolean more = view.items().size() > request.limit();
        List<Presence> people = named(more ? view.items().subList(0, request.limit()) : view.items());
        List<Presence> assistants = assistants(request.sessionId());
        List<Presence> items = new ArrayList<>(after == null ? assistants : List.of());
        items.addAll(people);
        return new PresencePage(
                items,
                more ? people.getLast().userId().toString() : null,
                view.total() + assistants.size(),
                view.complete(),
                request.offline() ? offline(request.sessionId(), view.everybody()) : null);
    }

    private List<Presence> assistants(UUID sessionId) {
        return database.query(ASSISTANTS, sessionId).stream()
                .map(row -> new Presence(
                        row.getUUID("id"),
                        row.getString("display_name"),
                        PresenceStatus.ONLINE,
                        Instant.now(),
                        1,
                        null))
                .toList();
    }

    private List<Presence> named(List<Presence> items) {
        facts.readNames(items.stream().map(Presence::userId).toList());
        List<Presence> named = new ArrayList<>(items.size());
        for (Presence item : items) {
            String name = facts.name(item.userId());
            named.add(new Presence(
                    item.userId(),
                    name == null ? "" : name,
                    item.status(),
                    item.lastSeen(),
                    item.devices(),
                    item.state()));
        }
        return named;
    }

    private List<Presence> offline(UUID sessionId, List<UUID> everybody) {
        List<Presence> offline = new ArrayList<>();
        for (Row row :
                database.query(OFFLINE, sessionId, everybody.toArray(UUID[]::new), (long) ReadPresence.MAX_OFFLINE)) {
            offline.add(new Presence(
                    row.getUUID("user_id"),
                    row.getString("display_name"),
                    PresenceStatus.OFFLINE,
                    row.getOffsetDateTime("last_seen").toInstant(),
                    0,
                    null));
        }
        return offline;
    }

    private static UUID cursor(String cursor) {
        try {
            return Ids.parse(cursor, "cursor");
        } catch (CogoException e) {
            throw new CogoException(ErrorCode.INVALID_CURSOR, "the cursor is not one of this list", e);
        }
    }
}
