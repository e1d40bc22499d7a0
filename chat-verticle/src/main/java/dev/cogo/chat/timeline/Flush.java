package dev.cogo.chat.timeline;

import dev.cogo.chat.access.SessionAccess;
import dev.cogo.chat.encryption.MessageCipher;
import dev.cogo.chat.message.MessageRows;
import dev.cogo.chat.timeline.FlushPlan.Position;
import dev.cogo.chat.timeline.OpenSession.StoredEvent;
import dev.cogo.schema.database.Database.Statements;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.json.Json;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.session.MemberRole;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One transaction that puts entries of any number of callers on the timelines of any number of sessions. */
final class Flush {
    // The lock comes first and by itself: only a later statement sees what another node committed while this one
    // waited, and so a repeated clientMessageId is found, and nobody takes the same seq. Locked in the order of the
    // ids, so that two nodes with the same sessions never wait for each other in a circle. NO KEY, so that rows that
    // refer to the session can be inserted meanwhile.
    private static final String LOCK = """
            SELECT %s FROM user_chat_sessions
            WHERE session_id = ANY($1::uuid[]) ORDER BY session_id FOR NO KEY UPDATE""".formatted(OpenSession.COLUMNS);

    // Correlated subqueries on purpose: they always go by index. As joins, a plan made while the tables were small
    // would read them whole until statistics come; LIMIT keeps the lateral one apart too. The clock is read after the
    // lock.
    private static final String CHECK = """
            SELECT clock_timestamp() AS clock, s.role, s.silenced_until, s.last_sent_at,
                   (SELECT k.seq FROM message_keys k
                    WHERE k.session_id = m.session_id AND k.author = m.author
                      AND k.client_message_id = m.client_message_id) AS known_seq,
                   (SELECT true FROM chat_messages_history h
                    WHERE h.id = m.reply_to AND h.session_id = m.session_id AND h.deleted_at IS NULL
                    LIMIT 1) AS reply_known
            FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[])
                 WITH ORDINALITY AS m (session_id, author, client_message_id, reply_to, n)
            LEFT JOIN LATERAL (
                SELECT role, silenced_until, last_sent_at FROM session_members s
                WHERE s.session_id = m.session_id AND s.user_id = m.author LIMIT 1) s ON true
            ORDER BY m.n""";

    private static final String LOAD = """
            SELECT m.* FROM unnest($1::uuid[], $2::bigint[]) AS k (session_id, seq)
            CROSS JOIN LATERAL (
                SELECT %s FROM chat_messages_history h
                WHERE h.session_id = k.session_id AND h.seq = k.seq LIMIT 1) m""".formatted(MessageRows.COLUMNS);

    private static final String STORE_EVENTS = """
            INSERT INTO session_events (session_id, seq, event, user_id, message_seq, payload, timestamp)
            SELECT session_id, seq, event, user_id, message_seq, payload::jsonb, timestamp
            FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::uuid[], $5::bigint[], $6::text[], $7::timestamptz[])
                 AS e (session_id, seq, event, user_id, message_seq, payload, timestamp)""";

    private static final String MOVE_TIPS = """
            UPDATE user_chat_sessions s
            SET last_seq = tip.seq, message_count = tip.messages, last_activity = tip.last_activity
            FROM unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::timestamptz[])
                 AS tip (session_id, seq, messages, last_activity)
            WHERE s.session_id = tip.session_id""";

    private final Statements tx;
    private final MessageCipher cipher;
    private final MessageRows rows;
    private final List<Entry> batch;

    Flush(Statements tx, MessageCipher cipher, List<Entry> batch) {
        this.tx = tx;
        this.cipher = cipher;
        this.rows = new MessageRows(cipher);
        this.batch = batch;
    }

    /** Stores what may be stored; one outcome for each entry. */
    List<Outcome> run() {
        Map<UUID, OpenSession> sessions = lock();
        List<FlushCheck> checks = check(sessions);
        FlushPlan plan = new FlushPlan(load(checks), cipher.canSeal());
        List<Outcome> outcomes = new ArrayList<>(batch.size());
        int next = 0;
        for (Entry entry : batch) {
            int end = next + entry.checks();
            outcomes.add(decide(entry, sessions.get(entry.sessionId()), plan, checks.subList(next, end)));
            next = end;
        }
        store(plan, sessions);
        return outcomes;
    }

    private Outcome decide(Entry entry, @Nullable OpenSession session, FlushPlan plan, List<FlushCheck> checks) {
        if (session == null) {
            return new Outcome.Refused(SessionAccess.notFound());
        }
        int mark = session.mark();
        try {
            return switch (entry) {
                case Submission submission -> plan.place(submission, session, checks);
                case Entry.OfChange(Change<?> change) ->
                    change(change, session, checks.getFirst().caller());
            };
        } catch (CogoException refusal) {
            session.back(mark);
            return new Outcome.Refused(refusal);
        }
    }

    private Outcome change(Change<?> change, OpenSession session, @Nullable Caller caller) {
        if (caller == null && change.userId() != null && !change.isForStrangers()) {
            throw SessionAccess.notFound();
        }
        int mark = session.mark();
        Object result = Objects.requireNonNull(change.apply(tx, session, caller));
        return new Outcome.Changed(result, session.since(mark));
    }

    private Map<UUID, OpenSession> lock() {
        UUID[] ids = batch.stream().map(Entry::sessionId).distinct().toArray(UUID[]::new);
        Map<UUID, OpenSession> sessions = HashMap.newHashMap(ids.length);
        for (Row row : tx.query(LOCK, (Object) ids)) {
            OpenSession session = new OpenSession(row);
            sessions.put(session.id(), session);
        }
        return sessions;
    }

    private List<FlushCheck> check(Map<UUID, OpenSession> sessions) {
        List<UUID> sessionIds = new ArrayList<>();
        List<UUID> authors = new ArrayList<>();
        List<@Nullable String> clientIds = new ArrayList<>();
        List<@Nullable UUID> replies = new ArrayList<>();
        for (Entry entry : batch) {
            List<@Nullable NewMessage> messages = entry instanceof Submission submission
                    ? new ArrayList<>(submission.messages())
                    : Collections.singletonList(null);
            for (NewMessage message : messages) {
                sessionIds.add(entry.sessionId());
                authors.add(entry.userId() == null ? Submission.SERVICE : entry.userId());
                clientIds.add(message == null ? null : message.clientMessageId());
                replies.add(message == null ? null : message.replyTo());
            }
        }
        List<FlushCheck> checks = new ArrayList<>(sessionIds.size());
        for (Row row : tx.query(
                CHECK,
                sessionIds.toArray(UUID[]::new),
                authors.toArray(UUID[]::new),
                clientIds.toArray(String[]::new),
                replies.toArray(UUID[]::new))) {
            int n = checks.size();
            if (n == 0) {
                // One time for all: that of the first row.
                Instant clock = row.getOffsetDateTime("clock").toInstant();
                sessions.values().forEach(session -> session.at(clock));
            }
            Long knownSeq = row.getLong("known_seq");
            checks.add(new FlushCheck(
                    caller(authors.get(n), row),
                    knownSeq == null ? null : new Position(sessionIds.get(n), knownSeq),
                    row.getBoolean("reply_known") != null));
        }
        return checks;
    }

    private static @Nullable Caller caller(UUID userId, Row row) {
        String role = row.getString("role");
        return role == null
                ? null
                : new Caller(userId, MemberRole.of(role), instant(row, "silenced_until"), instant(row, "last_sent_at"));
    }

    private static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    private KnownMessages load(List<FlushCheck> checks) {
        List<Position> known = checks.stream()
                .map(FlushCheck::known)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        KnownMessages messages = new KnownMessages();
        if (!known.isEmpty()) {
            for (Row row : tx.query(
                    LOAD,
                    Columns.of(known, Position::sessionId, UUID[]::new),
                    Columns.of(known, Position::seq, Long[]::new))) {
                Position position = new Position(row.getUUID("session_id"), row.getLong("seq"));
                try {
                    messages.add(position, rows.read(row));
                } catch (CogoException unreadable) {
                    // An encrypted one whose key is missing, or that was changed: nobody but its sender is concerned.
                    messages.addUnreadable(position, unreadable);
                }
            }
        }
        return messages;
    }

    private void store(FlushPlan plan, Map<UUID, OpenSession> sessions) {
        if (!plan.fresh().isEmpty()) {
            new MessageInsert(cipher).run(tx, plan.fresh());
        }
        List<OpenSession> changed =
                sessions.values().stream().filter(OpenSession::changed).toList();
        storeEvents(
                changed.stream().flatMap(session -> session.events().stream()).toList());
        if (!changed.isEmpty()) {
            tx.query(
                    MOVE_TIPS,
                    Columns.of(changed, OpenSession::id, UUID[]::new),
                    Columns.of(changed, OpenSession::lastSeq, Long[]::new),
                    Columns.of(changed, OpenSession::messageCount, Long[]::new),
                    Columns.of(
                            changed,
                            session -> session.lastActivity().atOffset(ZoneOffset.UTC),
                            OffsetDateTime[]::new));
        }
    }

    private void storeEvents(List<StoredEvent> events) {
        if (!events.isEmpty()) {
            tx.query(
                    STORE_EVENTS,
                    Columns.of(events, StoredEvent::sessionId, UUID[]::new),
                    Columns.of(events, StoredEvent::seq, Long[]::new),
                    Columns.of(events, event -> event.event().wireName(), String[]::new),
                    Columns.of(events, StoredEvent::by, UUID[]::new),
                    Columns.of(events, StoredEvent::messageSeq, Long[]::new),
                    Columns.of(events, event -> event.kept() == null ? null : Json.string(event.kept()), String[]::new),
                    Columns.of(events, event -> event.timestamp().atOffset(ZoneOffset.UTC), OffsetDateTime[]::new));
        }
    }
}
