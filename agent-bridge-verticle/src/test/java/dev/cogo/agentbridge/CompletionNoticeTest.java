package dev.cogo.agentbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.runtime.testing.Eventually;
import dev.cogo.schema.agent.Task;
import dev.cogo.schema.agent.TaskStatus;
import dev.cogo.schema.message.MessageType;
import org.junit.jupiter.api.Test;

class CompletionNoticeTest extends BridgeTest {
    private static final String DONE = "{\"status\":\"completed\",\"result\":{\"summary\":\"done\"}}";

    @Test
    void anEndIsToldWhenTheChatIsBack() {
        TestAgent agent = closing(new TestAgent((number, task, response) -> {
            chat.setAway(true);
            response.end(DONE);
        }));
        TestNode node = node(agent);
        Task task = node.start(owner, session);
        reached(node, task, TaskStatus.COMPLETED);
        int posts = chat.posts();
        Eventually.until("another try", () -> chat.posts() > posts);
        assertThat(isAnnounced(task)).isFalse();
        chat.setAway(false);
        ended(node, task);
        assertThat(messages(MessageType.AGENT_RESULT)).hasSize(1);
        assertThat(agent.deliveries()).hasSize(1);
    }

    @Test
    void anEndThatACrashCutOffIsToldByAnotherNode() {
        TestAgent agent = closing(TestAgent.saying(200, DONE));
        TestNode node = node(agent);
        Task task = node.start(owner, session);
        ended(node, task);
        // As the row stood before the last statement of a node that died.
        database.query("""
                UPDATE agent_tasks SET announced = false, lease_owner = 'dead', lease_until = now(),
                                       next_attempt_at = now() - interval '1 minute'""");
        Eventually.until("the announcement", () -> isAnnounced(task));
        assertThat(messages(MessageType.AGENT_RESULT)).hasSize(1);
        Eventually.until(
                "both events",
                () -> node.eventNames().stream().filter("agent_result"::equals).count() == 2);
        assertThat(agent.deliveries()).hasSize(1);
    }

    @Test
    void aTaskWaitsForTheChatBeforeItBegins() {
        chat.setAway(true);
        TestAgent agent = closing(TestAgent.saying(200, DONE));
        TestNode node = node(agent);
        Task task = node.start(owner, session);
        Eventually.until("several tries", () -> chat.posts() > 2);
        assertThat(agent.deliveries()).isEmpty();
        chat.setAway(false);
        assertThat(ended(node, task).attempts()).isEqualTo(1);
        assertThat(chat.messages())
                .extracting(message -> message.messageType())
                .containsExactly(MessageType.SYSTEM, MessageType.AGENT_RESULT);
    }
}
