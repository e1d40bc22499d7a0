package dev.cogo.agentbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.runtime.testing.Eventually;
import dev.cogo.schema.agent.AnswerBy;
import dev.cogo.schema.agent.AnswerTask;
import dev.cogo.schema.agent.CancelTask;
import dev.cogo.schema.agent.ReportType;
import dev.cogo.schema.agent.Task;
import dev.cogo.schema.agent.TaskReport;
import dev.cogo.schema.agent.TaskStatus;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.message.MessageType;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Ending tasks that nobody wants any more, and asking in the middle of one, of agents that are called. */
class CancellationTest extends BridgeTest {
    @Test
    void whoAskedCancelsAndTheAgentIsToldAgainUntilItHears() {
        TestAgent agent = closing(new TestAgent((number, task, response) -> {
            if (number == 1) {
                response.setStatusCode(202).end("{\"status\":\"accepted\"}");
            } else {
                response.setStatusCode(number == 2 ? 503 : 204).end();
            }
        }));
        TestNode node = node(agent);
        Task task = node.start(owner, session);
        reached(node, task, TaskStatus.WORKING);
        assertRefused(ErrorCode.FORBIDDEN, node, Address.TASK_CANCEL, new CancelTask(member, task.taskId(), false));
        assertRefused(
                ErrorCode.TASK_NOT_FOUND, node, Address.TASK_CANCEL, new CancelTask(stranger, task.taskId(), false));
        assertThat(cancel(node, new CancelTask(owner, task.taskId(), false)).status())
                .isEqualTo(TaskStatus.CANCELED);
        Task ended = ended(node, task);
        assertThat(ended.canceledBy()).isEqualTo(owner);
        assertThat(cancel(node, new CancelTask(owner, task.taskId(), false))).isEqualTo(ended);
        Eventually.until(
                "the telling",
                () -> database.query("SELECT 1 FROM agent_tasks WHERE agent_told")
                                .size()
                        == 1);
        assertThat(agent.deliveries())
                .extracting(TestAgent.Delivery::path)
                .containsExactly(
                        "/api/agent/task",
                        "/api/agent/task/" + task.taskId() + "/cancel",
                        "/api/agent/task/" + task.taskId() + "/cancel");
        assertThat(agent.deliveries().getLast().authorization()).isEqualTo("Bearer " + TestNode.TOKEN);
        assertThat(messages(MessageType.AGENT_RESULT).getFirst().message().content())
                .isEqualTo("Task word_count was canceled");
        assertRefused(
                ErrorCode.TASK_FINISHED,
                node,
                Address.TASK_REPORT,
                new TaskReport(task.taskId(), "1", ReportType.PROGRESS, 1, null, null, null));
    }

    @Test
    void adminsAndOperatorsCancelToo() {
        TestNode node = node(closing(TestAgent.accepting()));
        chat.promote(member);
        assertThat(cancel(
                                node,
                                new CancelTask(
                                        member, node.start(owner, session).taskId(), false))
                        .canceledBy())
                .isEqualTo(member);
        assertThat(cancel(
                                node,
                                new CancelTask(
                                        stranger, node.start(owner, session).taskId(), true))
                        .canceledBy())
                .isEqualTo(stranger);
    }

    @Test
    void whatIsDoneIsNotCanceled() {
        TestNode node = node(closing(TestAgent.saying(200, "{\"status\":\"completed\",\"result\":{}}")));
        Task task = node.start(owner, session);
        ended(node, task);
        assertRefused(ErrorCode.TASK_FINISHED, node, Address.TASK_CANCEL, new CancelTask(owner, task.taskId(), false));
    }

    @Test
    void anAgentThatAskedIsCalledAgainWithTheAnswer() {
        TestAgent agent = closing(new TestAgent((number, task, response) ->
                response.end(number == 1 ? "{\"status\":\"accepted\"}" : "{\"status\":\"completed\",\"result\":{}}")));
        TestNode node = node(agent);
        Task task = node.start(owner, session);
        reached(node, task, TaskStatus.WORKING);
        TaskReport question = new TaskReport(
                task.taskId(),
                "q",
                ReportType.INPUT_REQUIRED,
                30,
                null,
                null,
                null,
                null,
                "Which one?",
                AnswerBy.MEMBER,
                null,
                null);
        assertThat(node.bus()
                        .<Task>request(Address.TASK_REPORT, question)
                        .await()
                        .status())
                .isEqualTo(TaskStatus.INPUT_REQUIRED);
        node.bus()
                .<Task>request(Address.TASK_ANSWER, new AnswerTask(member, task.taskId(), "q", "This"))
                .await();
        assertThat(ended(node, task).status()).isEqualTo(TaskStatus.COMPLETED);
        assertThat(agent.deliveries()
                        .getLast()
                        .body()
                        .getJsonArray("inputs")
                        .getJsonObject(0)
                        .getMap())
                .isEqualTo(Map.of(
                        "inputId", "q", "question", "Which one?", "answer", "This", "answeredBy", member.toString()));
    }

    private static Task cancel(TestNode node, CancelTask request) {
        return node.bus().<Task>request(Address.TASK_CANCEL, request).await();
    }
}
