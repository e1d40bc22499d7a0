package dev.cogo.schema.agent;

import dev.cogo.schema.record.BusRecord;
import dev.cogo.schema.text.Content;
import java.util.UUID;

/**
 * A user's answer to an agent's question; it becomes a message of theirs.
 *
 * @param inputId which question
 * @param answer see {@link Content#check}
 */
public record AnswerTask(UUID userId, UUID taskId, String inputId, String answer) implements BusRecord {
    public AnswerTask {
        answer = Content.check(answer);
    }
}
