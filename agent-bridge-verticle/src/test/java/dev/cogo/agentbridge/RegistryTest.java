package dev.cogo.agentbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.runtime.testing.Eventually;
import dev.cogo.schema.agent.AddAgentSecret;
import dev.cogo.schema.agent.Agent;
import dev.cogo.schema.agent.AgentCard;
import dev.cogo.schema.agent.AgentCardPage;
import dev.cogo.schema.agent.AgentKind;
import dev.cogo.schema.agent.AgentLimits;
import dev.cogo.schema.agent.AgentPage;
import dev.cogo.schema.agent.AgentSecret;
import dev.cogo.schema.agent.AgentSettings;
import dev.cogo.schema.agent.AgentSkill;
import dev.cogo.schema.agent.CreateAgent;
import dev.cogo.schema.agent.DeleteAgent;
import dev.cogo.schema.agent.ListAgentCards;
import dev.cogo.schema.agent.ListAgents;
import dev.cogo.schema.agent.ReadAgent;
import dev.cogo.schema.agent.StartTask;
import dev.cogo.schema.agent.Task;
import dev.cogo.schema.agent.TaskLease;
import dev.cogo.schema.agent.TaskStatus;
import dev.cogo.schema.agent.UpdateAgent;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.record.Done;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryTest extends BridgeTest {
    private static final AgentSkill SKILL =
            new AgentSkill("word_count", "Count words", null, new JsonObject("""
                    {"type": "object", "required": ["text"], "additionalProperties": false,
                     "properties": {"text": {"type": "string", "maxLength": 10, "format": "email"}}}""").getMap());

    private TestNode node;

    @BeforeEach
    void start() {
        node = node(closing(TestAgent.accepting()));
    }

    @Test
    void membersSeeTheAgentsOfTheirSessions() {
        UUID other = Ids.next();
        addSession(other);
        RegisteredAgent.register(node, "b", AgentKind.PULL, settings(List.of(SKILL), List.of(session)));
        RegisteredAgent.register(node, "z", AgentKind.PULL, settings(List.of(), null));
        assertThat(cards(session)).containsExactly("b", "default", "z");
        assertThat(cards(other)).containsExactly("default", "z");
        assertThat(cards(null)).containsExactly("default", "z");
        AgentCardPage first = node.bus()
                .<AgentCardPage>request(Address.AGENT_CARDS, new ListAgentCards(member, session, 2, null))
                .await();
        assertThat(first.items().getFirst().skills()).containsExactly(SKILL);
        assertThat(node.bus()
                        .<AgentCardPage>request(
                                Address.AGENT_CARDS, new ListAgentCards(member, session, 2, first.next()))
                        .await()
                        .items())
                .extracting(AgentCard::handle)
                .containsExactly("z");
        assertRefused(
                ErrorCode.SESSION_NOT_FOUND, node, Address.AGENT_CARDS, new ListAgentCards(stranger, session, 2, null));
        assertRefused(ErrorCode.UNKNOWN_AGENT, node, Address.TASK_START, start(other, "b", "x"));
    }

    @Test
    void aTaskIsWhatItsAgentSaysItTakes() {
        RegisteredAgent.register(node, "b", AgentKind.PULL, settings(List.of(SKILL), null));
        assertRefused(
                ErrorCode.UNKNOWN_TASK_TYPE,
                node,
                Address.TASK_START,
                new StartTask(owner, session, "dance", Map.of(), "b"));
        assertRefused(ErrorCode.INVALID_REQUEST, node, Address.TASK_START, start(session, "b", "much too long"));
        assertRefused(
                ErrorCode.INVALID_REQUEST,
                node,
                Address.TASK_START,
                new StartTask(owner, session, "word_count", Map.of("x", 1), "b"));
        assertThat(node.bus()
                        .<Task>request(Address.TASK_START, start(session, "b", "short"))
                        .await()
                        .agent())
                .isEqualTo("b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"object\",\"properties\":{\"a\":{\"pattern\":\"(a+)+$\"}}}",
                "{\"type\":\"object\",\"$ref\":\"https://example.org\"}",
                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"text\"}}}",
                "{\"type\":\"object\",\"properties\":{\"a\":1}}",
                "{\"type\":\"object\",\"required\":[1]}",
                "{\"type\":\"object\",\"minProperties\":\"1\"}",
                "{\"type\":\"object\",\"uniqueItems\":true}"
            })
    void aSchemaThatCouldCostMuchIsRefused(String schema) {
        AgentSkill skill = new AgentSkill("t", null, null, new JsonObject(schema).getMap());
        assertRefused(
                ErrorCode.INVALID_REQUEST,
                node,
                Address.AGENT_CREATE,
                new CreateAgent("b", AgentKind.PULL, settings(List.of(skill), null)));
    }

    @Test
    void nobodyReportsOnAnothersTask() {
        RegisteredAgent one = RegisteredAgent.pull(node, "one");
        RegisteredAgent two = RegisteredAgent.pull(node, "two");
        Task task = node.start(owner, session, "one");
        TaskLease lease = one.leaseOne();
        assertFails(ErrorCode.TASK_NOT_FOUND, () -> two.result(task.taskId(), lease));
        assertThat(two.lease(5, 0).await().tasks()).isEmpty();
        // Nor the agents of the settings, nor on theirs.
        Task configured = node.start(owner, session);
        reached(node, configured, TaskStatus.WORKING);
        assertFails(ErrorCode.TASK_NOT_FOUND, () -> one.result(configured.taskId(), null));
        two.bear(null);
        assertFails(ErrorCode.TASK_NOT_FOUND, () -> two.result(task.taskId(), lease));
        assertThat(one.result(task.taskId(), lease).status()).isEqualTo(TaskStatus.COMPLETED);
    }

    @Test
    void aSecretChangesOverAndTheDatabaseHasNone() {
        RegisteredAgent agent = RegisteredAgent.pull(node, "one");
        String first = agent.secret();
        AgentSecret second = newSecret(3600);
        assertThat(second.secret()).isNotEqualTo(first);
        assertThat(agent.lease(1, 0).await().tasks()).isEmpty();
        agent.bear(second.id());
        assertThat(agent.lease(1, 0).await().tasks()).isEmpty();
        AgentSecret third = newSecret(0);
        assertFails(ErrorCode.INVALID_TOKEN, () -> agent.lease(1, 0).await());
        agent.bear(third.id());
        assertThat(agent.lease(1, 0).await().tasks()).isEmpty();
        assertThat(database.query("SELECT a.*, s.* FROM agents AS a, agent_secrets AS s")
                        .toString())
                .doesNotContain(third.secret());
        Agent read = node.bus()
                .<Agent>request(Address.AGENT_READ, new ReadAgent("one"))
                .await();
        assertThat(read.secrets()).singleElement().satisfies(secret -> {
            assertThat(secret.id()).isEqualTo(third.id());
            assertThat(secret.secret()).isNull();
        });
        update(new AgentSettings(null, null, null, null, AgentLimits.NONE, null, false));
        assertFails(ErrorCode.INVALID_TOKEN, () -> agent.lease(1, 0).await());
    }

    @Test
    void whatIsNotSaidStays() {
        RegisteredAgent.register(node, "one", AgentKind.PULL, settings(List.of(SKILL), List.of(session)));
        Agent changed = update(
                new AgentSettings(null, "counts", null, null, new AgentLimits(null, null, null, 30), List.of(), null));
        assertThat(changed.name()).isEqualTo("n");
        assertThat(changed.description()).isEqualTo("counts");
        assertThat(changed.skills()).containsExactly(SKILL);
        assertThat(changed.limits()).isEqualTo(new AgentLimits(100, 600, 65536, 30));
        assertThat(changed.sessions()).isNull();
        assertRefused(
                ErrorCode.HANDLE_TAKEN,
                node,
                Address.AGENT_CREATE,
                new CreateAgent("one", AgentKind.PULL, settings(null, null)));
        assertRefused(
                ErrorCode.HANDLE_TAKEN,
                node,
                Address.AGENT_CREATE,
                new CreateAgent("default", AgentKind.PULL, settings(null, null)));
        assertThat(node.bus()
                        .<AgentPage>request(Address.AGENT_LIST, new ListAgents(1, null))
                        .await()
                        .items())
                .containsExactly(changed);
    }

    @Test
    void theTasksOfAnAgentThatIsTakenOutFail() {
        RegisteredAgent.pull(node, "one");
        Task task = node.start(owner, session, "one");
        node.bus().<Done>request(Address.AGENT_DELETE, new DeleteAgent("one")).await();
        assertThat(ended(node, task).error().code()).isEqualTo("agent_removed");
        assertRefused(ErrorCode.AGENT_NOT_FOUND, node, Address.AGENT_READ, new ReadAgent("one"));
    }

    @Test
    void aPushAgentIsShownItsOwnSecret() {
        TestAgent http = closing(TestAgent.accepting());
        RegisteredAgent agent = RegisteredAgent.push(node, "one", http.url().toString(), AgentLimits.NONE);
        Task task = node.start(owner, session, "one");
        reached(node, task, TaskStatus.WORKING);
        assertThat(http.deliveries().getFirst().authorization()).isEqualTo("Bearer " + agent.secret());
    }

    /** An agent that never answers has a few calls at most, and the others theirs. */
    @Test
    void aSlowAgentStarvesNobody() {
        CountDownLatch never = new CountDownLatch(1);
        TestAgent slow = closing(new TestAgent((number, task, response) -> never.countDown()));
        RegisteredAgent.push(node, "slow", slow.url().toString(), AgentLimits.NONE);
        for (int i = 0; i < 60; i++) {
            node.start(owner, session, "slow");
        }
        Task task = node.start(owner, session);
        reached(node, task, TaskStatus.WORKING);
        assertThat(slow.deliveries()).hasSizeLessThanOrEqualTo(8);
    }

    @Test
    void anAgentGetsAsManyTasksAsItWorksOnAtOnce() {
        TestAgent http = closing(TestAgent.accepting());
        RegisteredAgent agent =
                RegisteredAgent.push(node, "one", http.url().toString(), new AgentLimits(2, null, null, null));
        List<Task> tasks = List.of(
                node.start(owner, session, "one"),
                node.start(owner, session, "one"),
                node.start(owner, session, "one"));
        reached(node, tasks.get(1), TaskStatus.WORKING);
        Eventually.until("the first too", () -> node.read(tasks.get(0)).status() == TaskStatus.WORKING);
        assertThat(node.read(tasks.get(2)).status()).isEqualTo(TaskStatus.QUEUED);
        agent.result(tasks.get(0).taskId(), null);
        reached(node, tasks.get(2), TaskStatus.WORKING);
    }

    private static AgentSettings settings(List<AgentSkill> skills, List<UUID> sessions) {
        return new AgentSettings("n", null, null, skills, AgentLimits.NONE, sessions, null);
    }

    private StartTask start(UUID sessionId, String agent, String text) {
        return new StartTask(owner, sessionId, "word_count", Map.of("text", text), agent);
    }

    private List<String> cards(UUID sessionId) {
        return node
                .bus()
                .<AgentCardPage>request(Address.AGENT_CARDS, new ListAgentCards(member, sessionId, 100, null))
                .await()
                .items()
                .stream()
                .map(AgentCard::handle)
                .toList();
    }

    private AgentSecret newSecret(int keepSeconds) {
        return node.bus()
                .<AgentSecret>request(Address.AGENT_SECRET_ADD, new AddAgentSecret("one", keepSeconds))
                .await();
    }

    private Agent update(AgentSettings settings) {
        return node.bus()
                .<Agent>request(Address.AGENT_UPDATE, new UpdateAgent("one", settings))
                .await();
    }
}
