package dev.cogo.ai.run;

import dev.cogo.runtime.lease.Leased;
import dev.cogo.schema.ai.AiRun;
import dev.cogo.schema.ai.RunStatus;
import dev.cogo.schema.ai.RunTrigger;
import dev.cogo.schema.ai.StreamTo;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.session.WhenBusy;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run as its row says.
 *
 * @param userId who asked; where assistants ask one another, for whom
 * @param assistantId who answers
 * @param depth how many assistants have asked one another before
 * @param questionSeq the question's message in the session
 * @param variant which answer to the question it is, from 1
 * @param trigger by what its message asked for it; null when somebody asked by a call
 * @param whenBusy what such a run does while its author's earlier one is under way
 * @param attempts how often it was begun
 * @param waits how many of them ended because a person was to be asked, or its author had written more
 * @param steeredSeq the last message of its author's that is answered, too; null for the question alone
 * @param cancelled whether somebody wants it to end
 * @param streamTo who is shown the answer while it is written, beside the session
 * @param answerSeq the answer's message, once it is done
 * @param error why there is no whole answer
 */
public record Run(
        UUID id,
        UUID sessionId,
        UUID userId,
        UUID assistantId,
        int depth,
        UUID questionId,
        long questionSeq,
        int variant,
        String language,
        @Nullable RunTrigger trigger,
        WhenBusy whenBusy,
        RunStatus status,
        int attempts,
        int waits,
        @Nullable Long steeredSeq,
        boolean cancelled,
        @Nullable StreamTo streamTo,
        @Nullable Long answerSeq,
        @Nullable ErrorCode error,
        Instant createdAt,
        Instant updatedAt)
        implements Leased {
    static Run of(Row row) {
        UUID stream = row.getUUID("stream_id");
        String trigger = row.getString("trigger");
        String whenBusy = row.getString("when_busy");
        return new Run(
                row.getUUID("id"),
                row.getUUID("session_id"),
                row.getUUID("user_id"),
                row.getUUID("assistant_id"),
                row.getInteger("depth"),
                row.getUUID("question_id"),
                row.getLong("question_seq"),
                row.getInteger("variant"),
                row.getString("language"),
                trigger == null ? null : RunTrigger.of(trigger),
                whenBusy == null ? WhenBusy.QUEUE : WhenBusy.of(whenBusy),
                RunStatus.of(row.getString("status")),
                row.getInteger("attempts"),
                row.getInteger("waits"),
                row.getLong("steered_seq"),
                row.getOffsetDateTime("cancel_requested_at") != null,
                stream == null ? null : new StreamTo(row.getString("stream_place"), stream),
                row.getLong("answer_seq"),
                error(row.getString("error_code")),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }

    /** How often it was tried without coming to an end: one that waits for a person may do so often. */
    public int tries() {
        return attempts - waits;
    }

    /** The run as members see it. */
    public AiRun view() {
        return new AiRun(
                id,
                sessionId,
                userId,
                assistantId,
                questionId,
                questionSeq,
                variant,
                language,
                status,
                attempts,
                cancelled && !status.isOver(),
                answerSeq,
                error == null ? null : error.wireName(),
                createdAt,
                updatedAt);
    }

    // A newer node may have written a code that this one does not know.
    private static @Nullable ErrorCode error(@Nullable String wireName) {
        return wireName == null ? null : ErrorCode.ofWireName(wireName).orElse(ErrorCode.AI_FAILED);
    }
}
