package dev.cogo.agentbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cogo.schema.agent.CancelTask;
import dev.cogo.schema.agent.FindTasks;
import dev.cogo.schema.agent.FoundTasks;
import dev.cogo.schema.agent.ListTasks;
import dev.cogo.schema.agent.ReadTask;
import dev.cogo.schema.agent.ReadTaskHistory;
import dev.cogo.schema.agent.StartTask;
import dev.cogo.schema.agent.Task;
import dev.cogo.schema.agent.TaskHistory;
import dev.cogo.schema.agent.TaskPage;
import dev.cogo.schema.agent.TaskStatus;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.record.BusRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Starting tasks and looking at them. */
class TasksTest extends BridgeTest {
    private TestNode node;

    @BeforeEach
    void start() {
        node = node(closing(TestAgent.accepting()));
    }

    @Test
    void theOwnerAndMembersSeeATask() {
        Task task = node.start(owner, session);
        assertThat(read(owner, task.taskId()).taskId()).isEqualTo(task.taskId());
        assertThat(read(member, task.taskId()).taskId()).isEqualTo(task.taskId());
    }

    @Test
    void theOwnerSeesATaskAfterLeavingTheSession() {
        UUID other = Ids.next();
        chat.addMember(other, session);
        Task task = node.start(other, session);
        assertThat(read(other, task.taskId()).userId()).isEqualTo(other);
    }

    @Test
    void aForeignTaskAndAMissingOneLookAlike() {
        Task task = node.start(owner, session);
        CogoException foreign = failure(Address.TASK_READ, new ReadTask(stranger, task.taskId()));
        CogoException missing = failure(Address.TASK_READ, new ReadTask(stranger, Ids.next()));
        assertThat(foreign.code()).isEqualTo(ErrorCode.TASK_NOT_FOUND).isEqualTo(missing.code());
        assertThat(foreign.getMessage()).isEqualTo(missing.getMessage());
    }

    @Test
    void onlyMembersStartTasks() {
        assertThat(failure(Address.TASK_START, new StartTask(stranger, session, "word_count", Map.of(), null))
                        .code())
                .isEqualTo(ErrorCode.SESSION_NOT_FOUND);
        assertNothingStored();
    }

    @Test
    void anUnknownAgentIsRefused() {
        assertThat(failure(Address.TASK_START, new StartTask(owner, session, "word_count", Map.of(), "nobody"))
                        .code())
                .isEqualTo(ErrorCode.UNKNOWN_AGENT);
        assertNothingStored();
    }

    @Test
    void theUnfinishedTasksOfASessionAreBounded() {
        database.query("""
                INSERT INTO agent_tasks (id, session_id, user_id, task_type, params, agent, status, next_attempt_at)
                SELECT gen_random_uuid(), $1, $2, 'word_count', '{}', 'default', 'queued', now() + interval '1 hour'
                FROM generate_series(1, 100)""", session, owner);
        StartTask request = new StartTask(owner, session, "word_count", Map.of(), null);
        assertThat(failure(Address.TASK_START, request).code()).isEqualTo(ErrorCode.RATE_LIMITED);
        UUID other = Ids.next();
        addSession(other);
        assertThat(node.start(owner, other).sessionId()).isEqualTo(other);
    }

    @Test
    void pagesHoldEachTaskOnceNewestFirst() {
        List<UUID> started = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            started.addFirst(node.start(owner, session).taskId());
        }
        // Rows of one transaction have one time: the id then decides.
        database.query("UPDATE agent_tasks SET created_at = '2026-01-01 00:00:00.123456+00'");
        List<UUID> listed = new ArrayList<>();
        String cursor = null;
        do {
            TaskPage page = list(member, cursor);
            assertThat(page.items()).hasSizeBetween(1, 3);
            page.items().forEach(task -> listed.add(task.taskId()));
            cursor = page.next();
        } while (cursor != null);
        assertThat(listed).containsExactlyInAnyOrderElementsOf(started).doesNotHaveDuplicates();
    }

    @Test
    void whoMayNotWriteStartsNoTask() {
        chat.silence(member);
        StartTask request = new StartTask(member, session, "word_count", Map.of("text", "x"), null);
        assertThat(failure(Address.TASK_START, request).code()).isEqualTo(ErrorCode.SILENCED);
        assertThat(database.query("SELECT 1 FROM agent_tasks")).isEmpty();
    }

    @Test
    void strangersListNothing() {
        node.start(owner, session);
        assertThat(failure(Address.TASK_LIST, new ListTasks(stranger, session, 10, null))
                        .code())
                .isEqualTo(ErrorCode.SESSION_NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "!", "MjAyNi0wMS0wMQ", "MjAyNi0wMS0wMVQwMDowMDowMFogMQ", "4pyT"})
    void aForeignCursorIsRefused(String cursor) {
        assertThat(failure(Address.TASK_LIST, new ListTasks(owner, session, 10, cursor))
                        .code())
                .isEqualTo(ErrorCode.INVALID_CURSOR);
    }

    private Task read(UUID userId, UUID taskId) {
        return node.bus()
                .<Task>request(Address.TASK_READ, new ReadTask(userId, taskId))
                .await();
    }

    private TaskPage list(UUID userId, String cursor) {
        return node.bus()
                .<TaskPage>request(Address.TASK_LIST, new ListTasks(userId, session, 3, cursor))
                .await();
    }

    private CogoException failure(Address address, BusRecord request) {
        List<CogoException> failures = new ArrayList<>();
        assertThatThrownBy(() -> node.bus().request(address, request).await())
                .isInstanceOfSatisfying(CogoException.class, failures::add);
        return failures.getFirst();
    }

    private void assertNothingStored() {
        assertThat(database.query("SELECT 1 FROM agent_tasks").size()).isZero();
        assertThat(chat.messages()).isEmpty();
    }

    @Test
    void oneFindsTheTasksThatOneGaveAnAgentTheLastChangedFirst() {
        TestNode node = node(closing(TestAgent.accepting()));
        Task first = node.start(owner, session);
        Task second = node.start(owner, session);
        Task others = node.start(member, session);
        reached(node, first, TaskStatus.WORKING);
        reached(node, second, TaskStatus.WORKING);
        reached(node, others, TaskStatus.WORKING);
        node.bus()
                .<Task>request(Address.TASK_CANCEL, new CancelTask(owner, first.taskId(), false))
                .await();
        FoundTasks page = find(node, List.of(), 1, null);
        assertThat(page.items()).extracting(Task::taskId).containsExactly(first.taskId());
        assertThat(page.total()).isEqualTo(2);
        FoundTasks next = find(node, List.of(), 1, page.next());
        assertThat(next.items()).extracting(Task::taskId).containsExactly(second.taskId());
        assertThat(next.next()).isNull();
        assertThat(find(node, List.of(TaskStatus.CANCELED), 5, null).items())
                .extracting(Task::taskId)
                .containsExactly(first.taskId());
        FoundTasks nothing = find(node, List.of(TaskStatus.FAILED), 5, null);
        assertThat(nothing.items()).isEmpty();
        assertThat(nothing.total()).isZero();
        TaskHistory history = node.bus()
                .<TaskHistory>request(Address.TASK_HISTORY, new ReadTaskHistory(member, second.taskId()))
                .await();
        assertThat(history.params()).isNotEmpty();
        assertRefused(
                ErrorCode.TASK_NOT_FOUND, node, Address.TASK_HISTORY, new ReadTaskHistory(stranger, second.taskId()));
    }

    private FoundTasks find(TestNode node, List<TaskStatus> statuses, int limit, String cursor) {
        return node.bus()
                .<FoundTasks>request(
                        Address.TASK_FIND, new FindTasks(owner, "default", null, statuses, null, null, limit, cursor))
                .await();
    }
}
