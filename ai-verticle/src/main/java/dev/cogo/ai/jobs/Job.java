package dev.cogo.ai.jobs;

import dev.cogo.runtime.lease.Leased;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.sqlclient.Row;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A question that was accepted.
 *
 * @param questionSeq the question's message in the session
 * @param attempts how often it was begun
 * @param answerSeq the answer's message, once it is done
 * @param error why it failed
 */
public record Job(
        UUID id,
        UUID sessionId,
        UUID userId,
        long questionSeq,
        String language,
        JobStatus status,
        int attempts,
        @Nullable Long answerSeq,
        @Nullable ErrorCode error)
        implements Leased {
    static Job of(Row row) {
        return new Job(
                row.getUUID("id"),
                row.getUUID("session_id"),
                row.getUUID("user_id"),
                row.getLong("question_seq"),
                row.getString("language"),
                JobStatus.of(row.getString("status")),
                row.getInteger("attempts"),
                row.getLong("answer_seq"),
                error(row.getString("error_code")));
    }

    // A newer node may have written a code that this one does not know.
    private static @Nullable ErrorCode error(@Nullable String wireName) {
        return wireName == null
                ? null
                : Arrays.stream(ErrorCode.values())
                        .filter(code -> code.wireName().equals(wireName))
                        .findFirst()
                        .orElse(ErrorCode.AI_FAILED);
    }
}
