package dev.cogo.chat.presence;

import dev.cogo.chat.access.SessionAccess;
import dev.cogo.schema.bus.Done;
import dev.cogo.schema.channel.PresenceChange;
import dev.cogo.schema.database.Database;
import dev.cogo.schema.database.Database.Statements;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.presence.BeatPresence;
import dev.cogo.schema.presence.Presence;
import dev.cogo.schema.presence.PresenceList;
import dev.cogo.schema.presence.PresenceStatus;
import dev.cogo.schema.presence.ReadPresence;
import dev.cogo.schema.presence.SetPresence;
import dev.cogo.schema.session.CheckAccess;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is on which session's channel, by the word of the gateways. */
public final class PresenceBoard {
    private static final Logger LOG = LoggerFactory.getLogger(PresenceBoard.class);

    // The clock is read under the lock: so a user's changes have times in the order in which they took place.
    private static final String STATE = """
            SELECT a.display_name, clock_timestamp() AS clock,
                   (SELECT true FROM session_members m WHERE m.session_id = $1 AND m.user_id = $2) AS member,
                   (SELECT p.status FROM session_presence p
                    WHERE p.session_id = $1 AND p.user_id = $2 AND p.gateway = $3) AS here,
                   ARRAY(SELECT p.status FROM session_presence p
                         WHERE p.session_id = $1 AND p.user_id = $2 AND p.gateway <> $3) AS elsewhere
            FROM accounts a WHERE a.id = $2""";

    private static final String PUT = """
            INSERT INTO session_presence (session_id, user_id, gateway, status, seen_at) VALUES ($1, $2, $3, $4, now())
            ON CONFLICT (session_id, user_id, gateway) DO UPDATE SET status = excluded.status, seen_at = now()""";

    private static final String DELETE =
            "DELETE FROM session_presence WHERE session_id = $1 AND user_id = $2 AND gateway = $3";

    private static final String FORGET = """
            WITH gone AS (DELETE FROM session_presence WHERE session_id = $1 AND user_id = $2 RETURNING user_id)
            SELECT a.display_name, clock_timestamp() AS clock
            FROM accounts a WHERE a.id IN (SELECT user_id FROM gone)""";

    private static final String BEAT = "UPDATE session_presence SET seen_at = now() WHERE gateway = $1";

    private static final String LIST = """
            SELECT p.user_id, a.display_name, max(p.seen_at) AS seen_at,
                   CASE WHEN bool_or(p.status = 'online') THEN 'online' ELSE 'away' END AS status
            FROM session_presence p
            JOIN session_members m USING (session_id, user_id)
            JOIN accounts a ON a.id = p.user_id
            WHERE p.session_id = $1
            GROUP BY p.user_id, a.display_name
            ORDER BY a.display_name, p.user_id LIMIT $2""";

    private final Database database;
    private final SessionAccess access;
    private final PresenceEvents events;

    public PresenceBoard(Database database, SessionAccess access, PresenceEvents events) {
        this.database = database;
        this.access = access;
        this.events = events;
    }

    /**
     * Takes a gateway's word on a user. A gateway may also say {@code offline} of somebody who is no longer a member; that
     * is done, and answered as for all who are not.
     *
     * @return who is there then
     * @throws CogoException {@code session_not_found}
     */
    public PresenceList set(SetPresence request) {
        Change change = database.transaction(tx -> change(tx, request));
        if (change.before() != change.event().status()) {
            events.tell(change.event());
        }
        if (!change.member()) {
            throw SessionAccess.notFound();
        }
        return list(request.sessionId());
    }

    /**
     * Who is on the session's channel, by name.
     *
     * @throws CogoException {@code session_not_found}
     */
    public PresenceList read(ReadPresence request) {
        access.check(new CheckAccess(request.userId(), request.sessionId()));
        return list(request.sessionId());
    }

    /**
     * Keeps the gateway's entries alive. It brings none back that have ended: a gateway that was silent for longer than
     * {@link BeatPresence#EXPIRY_SECONDS} sets them again.
     */
    public Done beat(BeatPresence request) {
        database.query(BEAT, request.gateway());
        return Done.DONE;
    }

    /**
     * Takes a user off the board whose membership has ended, and tells the others. Call it after that commit: a transaction
     * that ends several memberships would hold several of the locks. Never throws: a row that stays is shown to nobody,
     * and ends with its gateway's word or with the sweep.
     */
    public void forget(UUID sessionId, UUID userId) {
        try {
            database.transaction(tx -> forget(tx, sessionId, userId)).ifPresent(events::tell);
        } catch (Throwable e) { // await also throws checked exceptions
            LOG.warn("the presence of a former member of {} stays for a while: {}", sessionId, e.toString());
        }
    }

    private static Optional<PresenceChange> forget(Statements tx, UUID sessionId, UUID userId) {
        PresenceLock.ofUser(tx, sessionId, userId);
        return tx.query(FORGET, sessionId, userId).stream()
                .findFirst()
                .map(row -> new PresenceChange(
                        userId, sessionId, row.getString("display_name"), PresenceStatus.OFFLINE, clock(row)));
    }

    private static Change change(Statements tx, SetPresence request) {
        PresenceLock.ofUser(tx, request.sessionId(), request.userId());
        Row state = state(tx, request);
        boolean member = state.getBoolean("member") != null;
        if (request.status() == PresenceStatus.OFFLINE) {
            tx.query(DELETE, request.sessionId(), request.userId(), request.gateway());
        } else if (member) {
            tx.query(
                    PUT,
                    request.sessionId(),
                    request.userId(),
                    request.gateway(),
                    request.status().wireName());
        } else {
            throw SessionAccess.notFound();
        }
        List<PresenceStatus> elsewhere = Stream.of(state.getArrayOfStrings("elsewhere"))
                .map(PresenceStatus::of)
                .toList();
        PresenceChange event = new PresenceChange(
                request.userId(),
                request.sessionId(),
                state.getString("display_name"),
                visible(elsewhere, request.status()),
                clock(state));
        String here = state.getString("here");
        return new Change(visible(elsewhere, here == null ? null : PresenceStatus.of(here)), event, member);
    }

    private static Row state(Statements tx, SetPresence request) {
        for (Row row : tx.query(STATE, request.sessionId(), request.userId(), request.gateway())) {
            return row;
        }
        throw SessionAccess.notFound();
    }

    private static PresenceStatus visible(List<PresenceStatus> elsewhere, @Nullable PresenceStatus here) {
        List<PresenceStatus> all = new ArrayList<>(elsewhere);
        if (here != null) {
            all.add(here);
        }
        return Visible.of(all);
    }

    private PresenceList list(UUID sessionId) {
        List<Presence> items = new ArrayList<>();
        for (Row row : database.query(LIST, sessionId, (long) PresenceList.MAX_ITEMS)) {
            items.add(new Presence(
                    row.getUUID("user_id"),
                    row.getString("display_name"),
                    PresenceStatus.of(row.getString("status")),
                    row.getOffsetDateTime("seen_at").toInstant()));
        }
        return new PresenceList(sessionId, items);
    }

    private static Instant clock(Row row) {
        return row.getOffsetDateTime("clock").toInstant();
    }

    private record Change(PresenceStatus before, PresenceChange event, boolean member) {}
}
