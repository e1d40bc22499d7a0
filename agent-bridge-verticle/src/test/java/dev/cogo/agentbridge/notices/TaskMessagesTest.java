package dev.cogo.agentbridge.notices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.schema.agent.Task;
import dev.cogo.schema.agent.TaskStatus;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.text.Content;
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
    @ValueSource(strings = {"", "  ", "\u0007"})
    void aSummaryOfNothingIsReplaced(String summary) {
        assertThat(content(summary)).isEqualTo("Task word_count is done");
    }

    @Test
    void aSummaryThatNoMessageCanHoldIsCleanedAndCut() {
        assertThat(content("bell\u0007")).isEqualTo("bell");
        assertThat(content("S".repeat(33_000))).isEqualTo("S".repeat(Content.MAX_BYTES));
    }

    private static String content(String summary) {
        return TaskMessages.ended(completed(Map.of("summary", summary)))
                .message()
                .content();
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
                null,
                null,
                1,
                now,
                now);
    }
}
