package dev.cogo.agentbridge.a2a;

import dev.cogo.agentbridge.a2a.A2aClient.Reply;
import dev.cogo.agentbridge.delegation.AgentAnswer;
import dev.cogo.agentbridge.delegation.AgentTransport;
import dev.cogo.agentbridge.http.AgentHttp;
import dev.cogo.agentbridge.registry.Directory;
import dev.cogo.agentbridge.registry.RemoteAgent;
import dev.cogo.agentbridge.reports.Reports;
import dev.cogo.agentbridge.tasks.StoredTask;
import dev.cogo.agentbridge.tasks.StoredTask.Remote;
import dev.cogo.runtime.database.Database;
import dev.cogo.schema.agent.TaskError;
import dev.cogo.schema.agent.TaskInput;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.text.CleanText;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tasks of A2A agents. One is sent as a message, and then asked for at each turn of whoever has its lease, more seldom the longer it
 * takes; so a node that dies loses nothing. A message whose answer is lost is sent again with the same id.
 */
public final class RemoteTasks implements AgentTransport {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final int MAX_WORDS = 500;

    private final Directory agents;
    private final Database database;
    private final A2aClient client;
    private final RemoteReports reports;

    public RemoteTasks(Directory agents, Database database, AgentHttp http, Reports reports) {
        this.agents = agents;
        this.database = database;
        this.client = new A2aClient(http);
        this.reports = new RemoteReports(database, reports);
    }

    @Override
    public AgentAnswer offer(StoredTask task, List<TaskInput> inputs) {
        Optional<RemoteAgent> agent = agents.remote(Objects.requireNonNull(task.agentId()));
        if (agent.isEmpty()) {
            return AgentAnswer.Missed.unreachable("no agent of this name may work any more");
        }
        Remote remote = task.remote();
        if (remote == null) {
            return begun(task, client.send(agent.get(), Messages.first(task, contextOf(task))));
        }
        if (inputs.size() > remote.inputs()) {
            TaskInput input = inputs.get(remote.inputs());
            return answered(task, client.send(agent.get(), Messages.answer(task, remote, input)));
        }
        return heard(task, client.get(agent.get(), remote.id()));
    }

    @Override
    public boolean cancel(StoredTask task) {
        Remote remote = task.remote();
        return remote == null
                || agents.remote(Objects.requireNonNull(task.agentId()))
                        .map(agent -> !(client.cancel(agent, remote.id()) instanceof Reply.Away))
                        .orElse(true);
    }

    private AgentAnswer begun(StoredTask task, Reply reply) {
        if (!(reply instanceof Reply.Result(JsonObject json))) {
            return refusal(reply);
        }
        if (json.getValue("message") instanceof JsonObject message) {
            return new AgentAnswer.Completed(Map.of("summary", Messages.text(message)));
        }
        if (json.getValue("task") instanceof JsonObject found && found.getValue("id") instanceof String id) {
            String context = found.getValue("contextId") instanceof String text ? text : null;
            // Fenced like all that a lease allows: of two nodes that sent it the one that has the task remembers.
            database.query("""
                    UPDATE agent_tasks SET remote_id = $2, remote_context = $3
                    WHERE id = $1 AND lease_owner = $4 AND remote_id IS NULL""", task.id(), id, context, task.leaseOwner());
            return apply(task, found);
        }
        return AgentAnswer.Missed.nonsense("the agent's answer is neither a task nor a message");
    }

    private AgentAnswer answered(StoredTask task, Reply reply) {
        if (reply instanceof Reply.Result(JsonObject json)) {
            database.query("UPDATE agent_tasks SET remote_inputs = remote_inputs + 1 WHERE id = $1", task.id());
            return json.getValue("task") instanceof JsonObject found
                    ? apply(task, found)
                    : new AgentAnswer.Followed(SHORTEST);
        }
        return refusal(reply);
    }

    private AgentAnswer heard(StoredTask task, Reply reply) {
        return reply instanceof Reply.Result(JsonObject json) ? apply(task, json) : refusal(reply);
    }

    private AgentAnswer apply(StoredTask task, JsonObject found) {
        try {
            return reports.apply(task, found, pause(task));
        } catch (CogoException e) {
            return switch (e.code()) {
                case TASK_FINISHED, TASK_NOT_FOUND, RATE_LIMITED, UNAVAILABLE -> new AgentAnswer.Followed(LONGEST);
                default -> AgentAnswer.Missed.nonsense(e.getMessage());
            };
        }
    }

    private static AgentAnswer refusal(Reply reply) {
        return switch (reply) {
            case Reply.Away(String sentence) -> AgentAnswer.Missed.unreachable(sentence);
            case Reply.Nonsense(String sentence) -> AgentAnswer.Missed.nonsense(sentence);
            case Reply.No(int code, String sentence) ->
                new AgentAnswer.Refused(new TaskError(
                        code == A2aClient.TASK_NOT_FOUND ? "agent_error" : "agent_rejected",
                        CleanText.line(sentence, MAX_WORDS)));
            case Reply.Result result -> throw new IllegalStateException("an answer is no refusal");
        };
    }

    // What lasts is looked at more seldom.
    private static Duration pause(StoredTask task) {
        Duration pause =
                Duration.between(task.task().createdAt(), Instant.now()).dividedBy(10);
        return pause.compareTo(SHORTEST) < 0 ? SHORTEST : pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }

    private @Nullable String contextOf(StoredTask task) {
        return database.query("""
                        SELECT remote_context FROM agent_tasks
                        WHERE session_id = $1 AND agent_id = $2 AND remote_context IS NOT NULL
                        ORDER BY created_at DESC LIMIT 1""", task.task().sessionId(), task.agentId()).stream()
                .findFirst()
                .map(row -> row.getString("remote_context"))
                .orElse(null);
    }
}
