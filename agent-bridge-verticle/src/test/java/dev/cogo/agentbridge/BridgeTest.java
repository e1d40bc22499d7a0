package dev.cogo.agentbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.testing.Eventually;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.agent.Task;
import dev.cogo.schema.agent.TaskStatus;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.MessageType;
import dev.cogo.schema.message.PostMessage;
import dev.cogo.schema.record.BusRecord;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A database with one session of two members, and what is needed to watch a bridge at work in it. */
abstract class BridgeTest {
    private static final DatabaseConfig SHARED = TestDatabase.migrated();

    final UUID owner = Ids.next();
    final UUID member = Ids.next();
    final UUID stranger = Ids.next();
    final UUID session = Ids.next();
    final TestChat chat = new TestChat();

    final DatabaseConfig databaseConfig = SHARED;
    Database database;
    private final Vertx vertx = Vertx.vertx();
    private final Deque<AutoCloseable> toClose = new ArrayDeque<>();

    @BeforeEach
    void fill() {
        database = Database.open(vertx, databaseConfig);
        // One database for all tests: making one for each, and writing them all out at the end, takes longer than the
        // tests.
        database.query("DELETE FROM user_chat_sessions");
        database.query("DELETE FROM agents");
        addSession(session);
    }

    @AfterEach
    void closeAll() throws Exception {
        while (!toClose.isEmpty()) {
            toClose.pop().close();
        }
        vertx.close().await();
    }

    <T extends AutoCloseable> T closing(T resource) {
        toClose.push(resource);
        return resource;
    }

    TestNode node(TestAgent agent) {
        return node("node-1", agent, TestNode.Times.USUAL);
    }

    TestNode node(String name, TestAgent agent, TestNode.Times times) {
        return closing(new TestNode(name, agent.url(), chat, databaseConfig, times, false));
    }

    void addSession(UUID sessionId) {
        database.query(
                "INSERT INTO user_chat_sessions (session_id, kind, user_id) VALUES ($1, 'group', $2)",
                sessionId,
                owner);
        chat.addMember(owner, sessionId);
        chat.addMember(member, sessionId);
    }

    /** Waits until the task's end is in the chat. */
    Task ended(TestNode node, Task task) {
        Eventually.until("the end of the task", () -> isAnnounced(task));
        return node.read(task);
    }

    void reached(TestNode node, Task task, TaskStatus status) {
        Eventually.until("status " + status, () -> node.read(task).status() == status);
    }

    boolean isAnnounced(Task task) {
        return database.query("SELECT announced FROM agent_tasks WHERE id = $1", task.taskId())
                .iterator()
                .next()
                .getBoolean("announced");
    }

    List<PostMessage> messages(MessageType type) {
        return chat.messages().stream()
                .filter(message -> message.messageType() == type)
                .toList();
    }

    static void assertRefused(ErrorCode code, TestNode node, Address address, BusRecord request) {
        assertFails(code, () -> node.bus().request(address, request).await());
    }

    static void assertFails(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        CogoException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
