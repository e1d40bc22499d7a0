package dev.cogo.agentbridge.notices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.schema.agent.Task;
import dev.cogo.schema.agent.TaskStatus;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.NewMessage;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskMessagesTest {
    @Test
    void aResultThatFitsTravelsWithTheMessage() {
        NewMessage message = TaskMessages.ended(completed(Map.of("summary", "two words", "words", 2)))
                .message();
        assertThat(message.content()).isEqualTo("two words");
        assertThat(message.metadata()).containsEntry("result", Map.of("summary", "two words", "words", 2));
    }

    @Test
    void aLargeResultIsLeftToTheTask() {
        NewMessage message = TaskMessages.ended(completed(Map.of("summary", "long", "text", "x".repeat(5000))))
                .message();
        assertThat(message.content()).isEqualTo("long");
        assertThat(message.metadata()).doesNotContainKey("result").containsEntry("resultOmitted", true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "bell\u0007"})
    void aSummaryThatNoMessageCanHoldIsReplaced(String summary) {
        assertThat(TaskMessages.ended(completed(Map.of("summary", summary)))
                        .message()
                        .content())
                .isEqualTo("Task word_count is done");
    }

    private static Task completed(Map<String, Object> result) {
        Instant now = Instant.now();
        return new Task(
                Ids.next(),
                Ids.next(),
                Ids.next(),
                "word_count",
                "default",
                TaskStatus.COMPLETED,
                100,
                null,
                result,
                null,
                1,
                now,
                now);
    }
}
