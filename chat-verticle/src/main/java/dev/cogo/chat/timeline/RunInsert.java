package dev.cogo.chat.timeline;

import dev.cogo.runtime.database.Database.Pipeline;
import dev.cogo.schema.ai.RunTrigger;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.Message;
import java.util.List;
import java.util.UUID;

/**
 * The statement that leaves runs for the AI, in the transaction that stores the messages which ask: so each of them has one run,
 * whoever dies. The language is the assistant's own, the asker's, or the session's.
 */
final class RunInsert {
    // As BatchLookup's: subqueries go by index, whatever the planner knows.
    private static final String STORE = """
            INSERT INTO ai_runs (id, session_id, user_id, assistant_id, depth, question_id, question_seq, variant, language,
                                 trigger, status, when_busy)
            SELECT r.id, r.session_id, r.user_id, r.assistant_id, r.depth, r.question_id, r.question_seq, 1,
                   coalesce((SELECT a.language FROM assistants a WHERE a.id = r.assistant_id),
                            (SELECT p.language FROM user_language_preferences p WHERE p.user_id = r.user_id),
                            (SELECT s.language FROM user_chat_sessions s WHERE s.session_id = r.session_id), 'en'),
                   r.trigger, 'running',
                   (SELECT s.when_busy FROM user_chat_sessions s WHERE s.session_id = r.session_id)
            FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::integer[], $6::uuid[], $7::bigint[], $8::text[])
                 AS r (id, session_id, user_id, assistant_id, depth, question_id, question_seq, trigger)""";

    private RunInsert() {}

    static void send(Pipeline tx, List<Asking> asking) {
        tx.send(
                STORE,
                Columns.of(asking, one -> Ids.next(), UUID[]::new),
                Columns.of(asking, one -> one.message().sessionId(), UUID[]::new),
                Columns.of(asking, Asking::askerId, UUID[]::new),
                Columns.of(asking, Asking::assistantId, UUID[]::new),
                Columns.of(asking, Asking::depth, Integer[]::new),
                Columns.of(asking, one -> one.message().id(), UUID[]::new),
                Columns.of(asking, one -> one.message().seq(), Long[]::new),
                Columns.of(asking, one -> one.trigger().wireName(), String[]::new));
    }

    /**
     * A message that asks, whom, and by what.
     *
     * @param askerId its author; where an assistant asks another, for whom
     * @param depth how many assistants have asked one another before
     */
    record Asking(Message message, UUID askerId, UUID assistantId, int depth, RunTrigger trigger) {}
}
