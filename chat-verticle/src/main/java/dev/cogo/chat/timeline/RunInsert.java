package dev.cogo.chat.timeline;

import dev.cogo.runtime.database.Database.Pipeline;
import dev.cogo.runtime.database.Database.Sent;
import dev.cogo.schema.ai.RunTrigger;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.Message;
import java.util.List;
import java.util.UUID;

/**
 * The statement that leaves runs for the AI, in the transaction that stores the messages which ask: so each of them has one run,
 * whoever dies. The language is the author's, or the session's.
 */
final class RunInsert {
    // As BatchLookup's: subqueries go by index, whatever the planner knows.
    private static final String STORE = """
            INSERT INTO ai_runs (id, session_id, user_id, question_id, question_seq, variant, language, trigger, status,
                                 when_busy)
            SELECT r.id, r.session_id, r.user_id, r.question_id, r.question_seq, 1,
                   coalesce((SELECT p.language FROM user_language_preferences p WHERE p.user_id = r.user_id),
                            (SELECT s.language FROM user_chat_sessions s WHERE s.session_id = r.session_id), 'en'),
                   r.trigger, 'running',
                   (SELECT s.when_busy FROM user_chat_sessions s WHERE s.session_id = r.session_id)
            FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::bigint[], $6::text[])
                 AS r (id, session_id, user_id, question_id, question_seq, trigger)""";

    private RunInsert() {}

    static Sent send(Pipeline tx, List<Asking> asking) {
        List<Message> messages = asking.stream().map(Asking::message).toList();
        return tx.send(
                STORE,
                Columns.of(messages, message -> Ids.next(), UUID[]::new),
                Columns.of(messages, Message::sessionId, UUID[]::new),
                Columns.of(messages, Message::userId, UUID[]::new),
                Columns.of(messages, Message::id, UUID[]::new),
                Columns.of(messages, Message::seq, Long[]::new),
                Columns.of(asking, one -> one.trigger().wireName(), String[]::new));
    }

    /** A message that asks, and by what. */
    record Asking(Message message, RunTrigger trigger) {}
}
