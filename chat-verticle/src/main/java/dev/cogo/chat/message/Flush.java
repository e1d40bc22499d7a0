package dev.cogo.chat.message;

import dev.cogo.chat.message.FlushPlan.Position;
import dev.cogo.chat.message.FlushPlan.SessionTip;
import dev.cogo.schema.database.Database.Statements;
import dev.cogo.schema.json.Json;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.NewMessage;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The statements of one transaction that stores submissions of any number of senders and sessions. */
final class Flush {
    // The lock comes first and by itself: only a later statement sees what another node committed while this one
    // waited, and so a repeated clientMessageId is found, and nobody takes the same seq. Locked in the order of the
    // ids, so that two nodes with the same sessions never wait for each other in a circle.
    private static final String LOCK = """
            SELECT session_id, last_seq, last_activity FROM user_chat_sessions
            WHERE session_id = ANY($1::uuid[]) ORDER BY session_id FOR NO KEY UPDATE""";

    // Correlated subqueries on purpose: they always go by index. As joins, a plan made while the tables were small
    // would read them whole until statistics come. The clock is read after the lock.
    private static final String CHECK = """
            SELECT clock_timestamp() AS clock,
                   (SELECT true FROM session_members s
                    WHERE s.session_id = m.session_id AND s.user_id = m.author) AS member,
                   (SELECT k.seq FROM message_keys k
                    WHERE k.session_id = m.session_id AND k.author = m.author
                      AND k.client_message_id = m.client_message_id) AS known_seq,
                   (SELECT true FROM chat_messages_history h
                    WHERE h.id = m.reply_to AND h.session_id = m.session_id LIMIT 1) AS reply_known
            FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[])
                 WITH ORDINALITY AS m (session_id, author, client_message_id, reply_to, n)
            ORDER BY m.n""";

    private static final String LOAD = """
            SELECT m.* FROM unnest($1::uuid[], $2::bigint[]) AS k (session_id, seq)
            CROSS JOIN LATERAL (
                SELECT %s FROM chat_messages_history h
                WHERE h.session_id = k.session_id AND h.seq = k.seq LIMIT 1) m""".formatted(MessageRows.COLUMNS);

    // History is the truth; the hot table is a copy that a refill after a crash may have made already.
    private static final String STORE = """
            WITH fresh AS MATERIALIZED (
                SELECT id, session_id, seq, user_id, content, message_type, timestamp, client_message_id, reply_to,
                       metadata::jsonb AS metadata
                FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::uuid[], $5::text[], $6::text[], $7::timestamptz[],
                            $8::text[], $9::uuid[], $10::text[])
                     AS m (id, session_id, seq, user_id, content, message_type, timestamp, client_message_id, reply_to,
                           metadata)
            ), history AS (
                INSERT INTO chat_messages_history (%1$s) SELECT %1$s FROM fresh
            ), hot AS (
                INSERT INTO chat_messages_realtime (%1$s) SELECT %1$s FROM fresh ON CONFLICT DO NOTHING
            ), keys AS (
                INSERT INTO message_keys (session_id, author, client_message_id, seq)
                SELECT session_id, coalesce(user_id, '%2$s'), client_message_id, seq
                FROM fresh WHERE client_message_id IS NOT NULL
            ), read AS (
                UPDATE session_members m SET last_read_seq = own.seq
                FROM (SELECT session_id, user_id, max(seq) AS seq FROM fresh GROUP BY session_id, user_id) own
                WHERE m.session_id = own.session_id AND m.user_id = own.user_id
            )
            UPDATE user_chat_sessions s SET last_seq = tip.seq, last_activity = tip.timestamp
            FROM (SELECT session_id, max(seq) AS seq, max(timestamp) AS timestamp FROM fresh GROUP BY session_id) tip
            WHERE s.session_id = tip.session_id""".formatted(MessageRows.COLUMNS, Submission.SERVICE);

    private final Statements tx;
    private final List<Submission> batch;

    Flush(Statements tx, List<Submission> batch) {
        this.tx = tx;
        this.batch = batch;
    }

    /** Stores what may be stored; one outcome for each submission. */
    List<Outcome> run() {
        Map<UUID, SessionTip> tips = lock();
        List<Check> checks = check();
        FlushPlan plan = new FlushPlan(tips, load(checks));
        List<Outcome> outcomes = new ArrayList<>(batch.size());
        int next = 0;
        for (Submission submission : batch) {
            int end = next + submission.messages().size();
            outcomes.add(plan.place(submission, checks.subList(next, end)));
            next = end;
        }
        if (!plan.fresh().isEmpty()) {
            store(plan.fresh());
        }
        return outcomes;
    }

    private Map<UUID, SessionTip> lock() {
        UUID[] ids = batch.stream().map(Submission::sessionId).distinct().toArray(UUID[]::new);
        Map<UUID, SessionTip> tips = new HashMap<>();
        for (Row row : tx.query(LOCK, (Object) ids)) {
            Instant lastActivity = row.getOffsetDateTime("last_activity").toInstant();
            tips.put(row.getUUID("session_id"), new SessionTip(row.getLong("last_seq"), lastActivity));
        }
        return tips;
    }

    private List<Check> check() {
        List<UUID> sessions = new ArrayList<>();
        List<UUID> authors = new ArrayList<>();
        List<@Nullable String> clientIds = new ArrayList<>();
        List<@Nullable UUID> replies = new ArrayList<>();
        for (Submission submission : batch) {
            for (NewMessage message : submission.messages()) {
                sessions.add(submission.sessionId());
                authors.add(submission.author());
                clientIds.add(message.clientMessageId());
                replies.add(message.replyTo());
            }
        }
        List<Check> checks = new ArrayList<>(sessions.size());
        Instant clock = null;
        for (Row row : tx.query(
                CHECK,
                sessions.toArray(UUID[]::new),
                authors.toArray(UUID[]::new),
                clientIds.toArray(String[]::new),
                replies.toArray(UUID[]::new))) {
            UUID session = sessions.get(checks.size());
            Long knownSeq = row.getLong("known_seq");
            // One time for all: that of the first row.
            clock = clock == null ? row.getOffsetDateTime("clock").toInstant() : clock;
            checks.add(new Check(
                    clock,
                    row.getBoolean("member") != null,
                    knownSeq == null ? null : new Position(session, knownSeq),
                    row.getBoolean("reply_known") != null));
        }
        return checks;
    }

    private Map<Position, Message> load(List<Check> checks) {
        Position[] known = checks.stream()
                .map(Check::known)
                .filter(position -> position != null)
                .distinct()
                .toArray(Position[]::new);
        Map<Position, Message> messages = new HashMap<>();
        if (known.length > 0) {
            for (Row row : tx.query(
                    LOAD,
                    column(List.of(known), Position::sessionId, new UUID[0]),
                    column(List.of(known), Position::seq, new Long[0]))) {
                Message message = MessageRows.read(row);
                messages.put(new Position(message.sessionId(), message.seq()), message);
            }
        }
        return messages;
    }

    private void store(List<Message> fresh) {
        tx.query(
                STORE,
                column(fresh, Message::id, new UUID[0]),
                column(fresh, Message::sessionId, new UUID[0]),
                column(fresh, Message::seq, new Long[0]),
                column(fresh, Message::userId, new UUID[0]),
                column(fresh, Message::content, new String[0]),
                column(fresh, m -> m.messageType().wireName(), new String[0]),
                column(fresh, m -> m.timestamp().atOffset(ZoneOffset.UTC), new OffsetDateTime[0]),
                column(fresh, Message::clientMessageId, new String[0]),
                column(fresh, Message::replyTo, new UUID[0]),
                column(fresh, m -> m.metadata() == null ? null : Json.string(m.metadata()), new String[0]));
    }

    private static <T, C> C[] column(List<T> rows, Function<T, @Nullable C> value, C[] type) {
        return rows.stream().map(value).toList().toArray(type);
    }

    /**
     * What the database says of one message that wants to be stored.
     *
     * @param clock the database's, after the lock; the same for all of a transaction
     * @param member whether its author is a member
     * @param known where the message with its clientMessageId was stored; null if it is new
     * @param replyKnown whether what it replies to is a message of the session
     */
    record Check(Instant clock, boolean member, @Nullable Position known, boolean replyKnown) {}
}
