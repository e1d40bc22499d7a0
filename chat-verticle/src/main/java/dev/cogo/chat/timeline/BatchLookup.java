package dev.cogo.chat.timeline;

import dev.cogo.chat.timeline.BatchPlan.Position;
import dev.cogo.runtime.database.Database.Pipeline;
import dev.cogo.runtime.database.Database.Sent;
import dev.cogo.schema.assistant.AssistantCard;
import dev.cogo.schema.message.MessageType;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.session.MemberRole;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What has to be known before a batch is decided on: one question for each message, and one for each change. */
final class BatchLookup {
    // Correlated subqueries on purpose: they always go by index. As joins, a plan made while the tables were small
    // would read them whole until statistics come; LIMIT keeps the lateral one apart too. The clock is read after the
    // lock.
    private static final String CHECK = """
            SELECT clock_timestamp() AS clock, s.role, s.silenced_until, s.last_sent_at,
                   (SELECT k.seq FROM message_keys k
                    WHERE k.session_id = m.session_id AND k.author = m.author
                      AND k.client_message_id = m.client_message_id) AS known_seq,
                   r.message_type AS reply_type, r.user_id AS reply_author
            FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[])
                 WITH ORDINALITY AS m (session_id, author, client_message_id, reply_to, n)
            LEFT JOIN LATERAL (
                SELECT role, silenced_until, last_sent_at FROM session_members s
                WHERE s.session_id = m.session_id AND s.user_id = m.author LIMIT 1) s ON true
            LEFT JOIN LATERAL (
                SELECT h.message_type, h.user_id FROM chat_messages_history h
                WHERE h.id = m.reply_to AND h.session_id = m.session_id AND h.deleted_at IS NULL LIMIT 1) r ON true
            ORDER BY m.n""";

    private static final Set<String> AI =
            Set.of(MessageType.AI_RESPONSE.wireName(), MessageType.AI_GREETING.wireName());

    private final List<UUID> sessionIds = new ArrayList<>();
    private final List<UUID> authors = new ArrayList<>();
    private final List<@Nullable String> clientIds = new ArrayList<>();
    private final List<@Nullable UUID> replies = new ArrayList<>();

    BatchLookup(List<TimelineEntry> batch) {
        for (TimelineEntry entry : batch) {
            List<@Nullable NewMessage> messages = entry instanceof Submission submission
                    ? new ArrayList<>(submission.messages())
                    : Collections.singletonList(null);
            for (NewMessage message : messages) {
                sessionIds.add(entry.sessionId());
                authors.add(author(entry));
                clientIds.add(message == null ? null : message.clientMessageId());
                replies.add(message == null ? null : message.replyTo());
            }
        }
    }

    private static UUID author(TimelineEntry entry) {
        if (entry instanceof Submission submission) {
            return submission.keeper();
        }
        return entry.userId() == null ? Submission.SERVICE : entry.userId();
    }

    Sent send(Pipeline tx) {
        return tx.send(
                CHECK,
                sessionIds.toArray(UUID[]::new),
                authors.toArray(UUID[]::new),
                clientIds.toArray(String[]::new),
                replies.toArray(UUID[]::new));
    }

    /** The answers, in the order of the batch. The sessions' clocks are set from them. */
    List<LookupResult> read(RowSet<Row> answers, Map<UUID, LockedSession> sessions) {
        List<LookupResult> checks = new ArrayList<>(sessionIds.size());
        for (Row row : answers) {
            int n = checks.size();
            if (n == 0) {
                // One time for all: that of the first row.
                Instant clock = row.getOffsetDateTime("clock").toInstant();
                sessions.values().forEach(session -> session.at(clock));
            }
            Long knownSeq = row.getLong("known_seq");
            String replyType = row.getString("reply_type");
            checks.add(new LookupResult(
                    caller(authors.get(n), row),
                    knownSeq == null ? null : new Position(sessionIds.get(n), knownSeq),
                    replyType != null,
                    replyType != null && AI.contains(replyType) ? repliesTo(row) : null));
        }
        return checks;
    }

    // Messages of a former system are nobody's.
    private static UUID repliesTo(Row row) {
        UUID author = row.getUUID("reply_author");
        return author == null ? AssistantCard.BUILT_IN : author;
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
}
