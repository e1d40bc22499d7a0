package dev.cogo.chat.timeline;

import dev.cogo.chat.access.SessionAccess;
import dev.cogo.chat.encryption.MessageCipher;
import dev.cogo.chat.rows.MessageRows;
import dev.cogo.chat.timeline.BatchPlan.Position;
import dev.cogo.chat.timeline.LockedSession.StoredEvent;
import dev.cogo.runtime.database.Database.Pipeline;
import dev.cogo.runtime.database.Database.Sent;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.json.Json;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The transaction of a group commit: one that puts entries of any number of callers on the timelines of any number of sessions. */
final class BatchTransaction {
    // The lock comes first and by itself: only a later statement sees what another node committed while this one
    // waited, and so a repeated clientMessageId is found, and nobody takes the same seq. Locked in the order of the
    // ids, so that two nodes with the same sessions never wait for each other in a circle. NO KEY, so that rows that
    // refer to the session can be inserted meanwhile.
    private static final String LOCK = """
            SELECT %s FROM user_chat_sessions
            WHERE session_id = ANY($1::uuid[]) ORDER BY session_id FOR NO KEY UPDATE""".formatted(LockedSession.COLUMNS);

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

    private final Pipeline tx;
    private final MessageCipher cipher;
    private final MessageRows rows;
    private final List<TimelineEntry> batch;

    BatchTransaction(Pipeline tx, MessageCipher cipher, List<TimelineEntry> batch) {
        this.tx = tx;
        this.cipher = cipher;
        this.rows = new MessageRows(cipher);
        this.batch = batch;
    }

    /** Stores what may be stored; one outcome for each entry. */
    List<Outcome> run() {
        // Both go out with BEGIN. They are two statements still, and the second begins when the first has the locks.
        UUID[] ids = batch.stream().map(TimelineEntry::sessionId).distinct().toArray(UUID[]::new);
        Sent locked = tx.send(LOCK, (Object) ids);
        BatchLookup questions = new BatchLookup(batch);
        Sent checked = questions.send(tx);
        Map<UUID, LockedSession> sessions = sessions(locked.rows());
        List<LookupResult> checks = questions.read(checked.rows(), sessions);
        BatchPlan plan = new BatchPlan(load(checks), cipher.canSeal(), SessionAssistants.read(tx, batch, sessions));
        List<Outcome> outcomes = new ArrayList<>(batch.size());
        int next = 0;
        for (TimelineEntry entry : batch) {
            int end = next + entry.checks();
            outcomes.add(decide(entry, sessions.get(entry.sessionId()), plan, checks.subList(next, end)));
            next = end;
        }
        store(plan, sessions);
        return outcomes;
    }

    private Outcome decide(
            TimelineEntry entry, @Nullable LockedSession session, BatchPlan plan, List<LookupResult> checks) {
        if (session == null) {
            return new Outcome.Refused(SessionAccess.notFound());
        }
        int mark = session.mark();
        try {
            return switch (entry) {
                case Submission submission -> plan.place(submission, session, checks);
                case TimelineEntry.OfChange(Change<?> change) ->
                    change(change, session, checks.getFirst().caller());
            };
        } catch (CogoException refusal) {
            session.back(mark);
            return new Outcome.Refused(refusal);
        }
    }

    private Outcome change(Change<?> change, LockedSession session, @Nullable Caller caller) {
        if (caller == null && change.userId() != null && !change.isForStrangers()) {
            throw SessionAccess.notFound();
        }
        int mark = session.mark();
        Object result = Objects.requireNonNull(change.apply(tx, session, caller));
        return new Outcome.Changed(result, session.since(mark));
    }

    private static Map<UUID, LockedSession> sessions(RowSet<Row> rows) {
        Map<UUID, LockedSession> sessions = HashMap.newHashMap(rows.size());
        for (Row row : rows) {
            LockedSession session = new LockedSession(row);
            sessions.put(session.id(), session);
        }
        return sessions;
    }

    private DuplicateMessages load(List<LookupResult> checks) {
        List<Position> known = checks.stream()
                .map(LookupResult::known)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        DuplicateMessages messages = new DuplicateMessages();
        if (!known.isEmpty()) {
            for (Row row : tx.query(
                    LOAD,
                    Columns.of(known, Position::sessionId, UUID[]::new),
                    Columns.of(known, Position::seq, Long[]::new))) {
                Position position = new Position(row.getUUID("session_id"), row.getLong("seq"));
                messages.add(position, rows.read(row));
            }
        }
        return messages;
    }

    // None of them needs the others' answers, and nobody asks for theirs: they go out together with the commit.
    private void store(BatchPlan plan, Map<UUID, LockedSession> sessions) {
        List<LockedSession> changed =
                sessions.values().stream().filter(LockedSession::changed).toList();
        List<StoredEvent> events =
                changed.stream().flatMap(session -> session.events().stream()).toList();
        if (!plan.fresh().isEmpty()) {
            new MessageInsert(cipher).send(tx, plan.fresh());
        }
        if (!plan.asking().isEmpty()) {
            RunInsert.send(tx, plan.asking());
        }
        if (!events.isEmpty()) {
            storeEvents(events);
        }
        if (!changed.isEmpty()) {
            moveTips(changed);
        }
    }

    private void storeEvents(List<StoredEvent> events) {
        tx.send(
                STORE_EVENTS,
                Columns.of(events, StoredEvent::sessionId, UUID[]::new),
                Columns.of(events, StoredEvent::seq, Long[]::new),
                Columns.of(events, event -> event.event().wireName(), String[]::new),
                Columns.of(events, StoredEvent::by, UUID[]::new),
                Columns.of(events, StoredEvent::messageSeq, Long[]::new),
                Columns.of(events, event -> event.kept() == null ? null : Json.string(event.kept()), String[]::new),
                Columns.of(events, event -> event.timestamp().atOffset(ZoneOffset.UTC), OffsetDateTime[]::new));
    }

    private void moveTips(List<LockedSession> changed) {
        tx.send(
                MOVE_TIPS,
                Columns.of(changed, LockedSession::id, UUID[]::new),
                Columns.of(changed, LockedSession::lastSeq, Long[]::new),
                Columns.of(changed, LockedSession::messageCount, Long[]::new),
                Columns.of(changed, session -> session.lastActivity().atOffset(ZoneOffset.UTC), OffsetDateTime[]::new));
    }
}
