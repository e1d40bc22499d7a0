package dev.cogo.agentbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cogo.schema.agent.StartTask;
import dev.cogo.schema.agent.Task;
import dev.cogo.schema.agent.TaskError;
import dev.cogo.schema.agent.TaskStatus;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.MessageType;
import dev.cogo.schema.personal.ForgetUser;
import dev.cogo.schema.personal.PersonalDataPage;
import dev.cogo.schema.personal.ReadPersonalData;
import dev.cogo.schema.record.BusRecord;
import dev.cogo.schema.record.Done;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A user's tasks: copied, forgotten, and none in an encrypted session. */
class PersonalDataTest extends BridgeTest {
    private TestNode node;

    @BeforeEach
    void start() {
        node = node(closing(TestAgent.accepting()));
    }

    private PersonalDataPage read(UUID user, @Nullable String cursor) {
        return node.bus()
                .<PersonalDataPage>request(Address.PERSONAL_TASKS, new ReadPersonalData(user, cursor))
                .await();
    }

    private ErrorCode code(Address address, BusRecord request) {
        return catchThrowableOfType(
                        CogoException.class,
                        () -> node.bus().request(address, request).await())
                .code();
    }

    private void addFinished(UUID user, int tasks) {
        UUID[] ids = IntStream.range(0, tasks).mapToObj(i -> Ids.next()).toArray(UUID[]::new);
        database.query("""
                INSERT INTO agent_tasks (id, session_id, user_id, task_type, params, agent, status, result, announced)
                SELECT id, $2, $3, 'word_count', jsonb_build_object('n', n), 'default', 'completed', '{"words": 2}', true
                FROM unnest($1::uuid[]) WITH ORDINALITY AS i (id, n)""", ids, session, user);
    }

    @Test
    void tasksComeInPagesWithWhatTheUserGave() {
        addFinished(owner, 120);
        addFinished(member, 1);
        List<Map<String, Object>> items = new ArrayList<>();
        PersonalDataPage page = read(owner, null);
        items.addAll(page.items());
        while (page.next() != null) {
            page = read(owner, page.next());
            items.addAll(page.items());
        }
        assertThat(items)
                .extracting(item -> item.get("params"))
                .isEqualTo(IntStream.rangeClosed(1, 120)
                        .mapToObj(n -> Map.of("n", n))
                        .toList());
        assertThat(items.getFirst())
                .containsEntry("taskType", "word_count")
                .containsEntry("status", "completed")
                .containsKeys("taskId", "sessionId", "result", "createdAt");
        assertThat(code(Address.PERSONAL_TASKS, new ReadPersonalData(owner, "elsewhere")))
                .isEqualTo(ErrorCode.INVALID_CURSOR);
    }

    @Test
    void whatTheUserGaveIsForgottenAndWhatIsUnfinishedEnds() throws Exception {
        addFinished(owner, 450);
        addFinished(member, 1);
        Task open = node.start(owner, session);
        reached(node, open, TaskStatus.WORKING);
        for (int again = 0; again < 2; again++) {
            node.bus()
                    .<Done>request(Address.FORGET_TASKS, new ForgetUser(owner))
                    .await();
            assertThat(database.query("SELECT 1 FROM agent_tasks WHERE user_id = $1 AND params <> '{}'", owner))
                    .isEmpty();
            assertThat(database.query("SELECT 1 FROM agent_tasks WHERE user_id = $1 AND params <> '{}'", member))
                    .hasSize(1);
        }
        Task ended = ended(node, open);
        assertThat(ended.status()).isEqualTo(TaskStatus.FAILED);
        assertThat(ended.error()).isEqualTo(new TaskError("account_deleted", "the account was deleted"));
        assertThat(messages(MessageType.AGENT_RESULT)).hasSize(1);
    }

    @Test
    void anEncryptedSessionHasNoTasks() {
        chat.encrypt(session);
        assertThat(code(Address.TASK_START, new StartTask(owner, session, "word_count", Map.of("text", "x"), null)))
                .isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(database.query("SELECT 1 FROM agent_tasks")).isEmpty();
    }
}
