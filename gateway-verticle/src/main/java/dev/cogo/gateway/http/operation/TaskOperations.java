package dev.cogo.gateway.http.operation;

import dev.cogo.gateway.limits.RateLimits;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.agent.AnswerBy;
import dev.cogo.schema.agent.AnswerTask;
import dev.cogo.schema.agent.ArtifactPiece;
import dev.cogo.schema.agent.CancelTask;
import dev.cogo.schema.agent.LeaseTasks;
import dev.cogo.schema.agent.ListAgentCards;
import dev.cogo.schema.agent.ListAgents;
import dev.cogo.schema.agent.ListArtifacts;
import dev.cogo.schema.agent.ListTasks;
import dev.cogo.schema.agent.ReadTask;
import dev.cogo.schema.agent.ReportType;
import dev.cogo.schema.agent.StartTask;
import dev.cogo.schema.agent.Task;
import dev.cogo.schema.agent.TaskReport;
import dev.cogo.schema.agent.TaskStatus;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /chat/agent-task}, {@code /chat/agent-status}, {@code /chat/agents}, and what agents ask for and report. */
public final class TaskOperations {
    private final Bus bus;
    private final RateLimits limits;
    private final boolean anonymousAi;

    public TaskOperations(Bus bus, RateLimits limits, boolean anonymousAi) {
        this.bus = bus;
        this.limits = limits;
        this.anonymousAi = anonymousAi;
    }

    public void addTo(OperationTable table) {
        table.on("startAgentTask", this::start)
                .on("agentStatus", this::status)
                .on("cancelTask", this::cancel)
                .on("answerTask", this::answer)
                .on("listArtifacts", this::artifacts)
                .on("listAgentCards", this::agents)
                .on("leaseTasks", this::lease)
                .on("reportTask", this::report);
    }

    private Future<Reply> start(Call call) {
        call.requireAi(anonymousAi);
        JsonObject body = call.body();
        StartTask request = new StartTask(
                call.userId(),
                call.bodyId("sessionId"),
                body.getString("taskType"),
                body.getJsonObject("params", new JsonObject()).getMap(),
                body.getString("agent"));
        return limits.spendMessages(call.userId(), 1)
                .compose(spent -> bus.request(Address.TASK_START, request, call.cost()))
                .map(task -> new Reply(202, task));
    }

    private Future<Reply> status(Call call) {
        if (call.has("taskId") == call.has("sessionId")) {
            throw CogoException.invalid("give exactly one of taskId and sessionId");
        }
        if (call.has("sessionId")) {
            ListTasks request = new ListTasks(
                    call.userId(),
                    call.id("sessionId"),
                    call.integer("limit", ListTasks.DEFAULT_LIMIT),
                    call.text("cursor"));
            return bus.request(Address.TASK_LIST, request, call.cost()).map(Reply::ok);
        }
        if (call.has("limit") || call.has("cursor")) {
            throw CogoException.invalid("limit and cursor go with sessionId only");
        }
        return bus.request(Address.TASK_READ, new ReadTask(call.userId(), call.id("taskId")), call.cost())
                .map(Reply::ok);
    }

    private Future<Reply> cancel(Call call) {
        CancelTask request =
                new CancelTask(call.userId(), call.id("taskId"), call.identity().operator());
        return bus.request(Address.TASK_CANCEL, request, call.cost()).map(Reply::ok);
    }

    private Future<Reply> answer(Call call) {
        JsonObject body = call.body();
        AnswerTask request =
                new AnswerTask(call.userId(), call.id("taskId"), body.getString("inputId"), body.getString("answer"));
        return limits.spendMessages(call.userId(), 1)
                .compose(spent -> bus.request(Address.TASK_ANSWER, request, call.cost()))
                .map(Reply::ok);
    }

    private Future<Reply> artifacts(Call call) {
        ListArtifacts request = new ListArtifacts(
                call.userId(),
                call.id("taskId"),
                call.integer("limit", ListArtifacts.DEFAULT_LIMIT),
                call.text("cursor"));
        return bus.request(Address.TASK_ARTIFACTS, request, call.cost()).map(Reply::ok);
    }

    private Future<Reply> agents(Call call) {
        ListAgentCards request = new ListAgentCards(
                call.userId(),
                call.has("sessionId") ? call.id("sessionId") : null,
                call.integer("limit", ListAgents.DEFAULT_LIMIT),
                call.text("cursor"));
        return bus.request(Address.AGENT_CARDS, request, call.cost()).map(Reply::ok);
    }

    private Future<Reply> lease(Call call) {
        UUID secret = call.agentSecret();
        if (secret == null) {
            throw new CogoException(
                    ErrorCode.INVALID_TOKEN, "the agents of the settings are called, and do not ask for tasks");
        }
        LeaseTasks request = new LeaseTasks(
                secret, call.body().getInteger("max", 1), call.body().getInteger("waitSeconds", 0));
        return bus.request(Address.TASK_LEASE, request, call.cost()).map(Reply::ok);
    }

    private Future<Reply> report(Call call) {
        JsonObject body = call.body();
        JsonObject result = body.getJsonObject("result");
        TaskReport report = new TaskReport(
                call.id("taskId"),
                body.getString("eventId"),
                ReportType.of(body.getString("type")),
                body.getInteger("progress"),
                body.getString("note"),
                result == null ? null : result.getMap(),
                body.getString("error"),
                artifact(body.getJsonObject("artifact")),
                body.getString("question"),
                body.getString("answerBy") == null ? null : AnswerBy.of(body.getString("answerBy")),
                call.agentSecret(),
                call.has("lease") ? call.id("lease") : null);
        return bus.<Task>request(Address.TASK_REPORT, report, call.cost())
                .map(task -> Reply.ok(new State(task.taskId(), task.status())));
    }

    private static @Nullable ArtifactPiece artifact(@Nullable JsonObject json) {
        return json == null
                ? null
                : new ArtifactPiece(
                        json.getString("artifactId"),
                        json.getString("name"),
                        json.getJsonObject("part").getMap(),
                        json.getBoolean("last", false));
    }

    // An agent learns no more of a task than it was given.
    private record State(UUID taskId, TaskStatus status) {}
}
