package dev.cogo.agentbridge;

import dev.cogo.runtime.secret.DerivedSecrets;
import dev.cogo.schema.agent.Agent;
import dev.cogo.schema.agent.AgentKind;
import dev.cogo.schema.agent.AgentLimits;
import dev.cogo.schema.agent.AgentSettings;
import dev.cogo.schema.agent.AgentToken;
import dev.cogo.schema.agent.AnswerBy;
import dev.cogo.schema.agent.CreateAgent;
import dev.cogo.schema.agent.LeaseTasks;
import dev.cogo.schema.agent.ReportType;
import dev.cogo.schema.agent.Task;
import dev.cogo.schema.agent.TaskLease;
import dev.cogo.schema.agent.TaskLeases;
import dev.cogo.schema.agent.TaskReport;
import dev.cogo.schema.bus.Address;
import io.vertx.core.Future;
import java.util.Map;
import java.util.UUID;

/** An agent that an operator has registered, at the bus instead of the door. */
final class RegisteredAgent {
    static final DerivedSecrets SECRETS = new DerivedSecrets(TestNode.SECRETS_KEY, AgentToken.PREFIX);

    private final TestNode node;
    private final Agent agent;
    private UUID secretId;

    private RegisteredAgent(TestNode node, Agent agent) {
        this.node = node;
        this.agent = agent;
        this.secretId = SECRETS.rowOf(agent.secrets().getFirst().secret()).orElseThrow();
    }

    static RegisteredAgent pull(TestNode node, String handle) {
        return register(
                node, handle, AgentKind.PULL, new AgentSettings("n", null, null, null, AgentLimits.NONE, null, null));
    }

    static RegisteredAgent push(TestNode node, String handle, String url, AgentLimits limits) {
        return register(node, handle, AgentKind.PUSH, new AgentSettings("n", null, url, null, limits, null, null));
    }

    static RegisteredAgent register(TestNode node, String handle, AgentKind kind, AgentSettings settings) {
        Agent agent = node.bus()
                .<Agent>request(Address.AGENT_CREATE, new CreateAgent(handle, kind, settings))
                .await();
        return new RegisteredAgent(node, agent);
    }

    Agent agent() {
        return agent;
    }

    String secret() {
        return SECRETS.of(secretId);
    }

    void bear(UUID otherSecretId) {
        secretId = otherSecretId;
    }

    Future<TaskLeases> lease(int max, int waitSeconds) {
        return node.bus().request(Address.TASK_LEASE, new LeaseTasks(secretId, max, waitSeconds));
    }

    /** The one task there is for it. */
    TaskLease leaseOne() {
        return lease(20, 10).await().tasks().getFirst();
    }

    Task progress(UUID taskId, TaskLease lease, String eventId, int progress) {
        return report(taskId, lease, eventId, ReportType.PROGRESS, progress, null, null, null);
    }

    Task result(UUID taskId, TaskLease lease) {
        return report(taskId, lease, "end", ReportType.RESULT, null, Map.of("summary", "2 words"), null, null);
    }

    Task ask(UUID taskId, TaskLease lease, String inputId, AnswerBy answerBy) {
        return report(taskId, lease, inputId, ReportType.INPUT_REQUIRED, null, null, "Which one?", answerBy);
    }

    private Task report(
            UUID taskId,
            TaskLease lease,
            String eventId,
            ReportType type,
            Integer progress,
            Map<String, Object> result,
            String question,
            AnswerBy answerBy) {
        UUID leaseId =
                lease == null ? null : UUID.fromString(lease.callbackPath().replaceFirst(".*lease=", ""));
        TaskReport report = new TaskReport(
                taskId, eventId, type, progress, null, result, null, null, question, answerBy, secretId, leaseId);
        return node.bus().<Task>request(Address.TASK_REPORT, report).await();
    }
}
