package dev.cogo.gateway.http.operation;

import dev.cogo.gateway.limits.RateLimits;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.agent.ListTasks;
import dev.cogo.schema.agent.ReadTask;
import dev.cogo.schema.agent.ReportType;
import dev.cogo.schema.agent.StartTask;
import dev.cogo.schema.agent.Task;
import dev.cogo.schema.agent.TaskReport;
import dev.cogo.schema.agent.TaskStatus;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** {@code /chat/agent-task}, {@code /chat/agent-status} and what agents report. */
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
        table.on("startAgentTask", this::start).on("agentStatus", this::status).on("reportTask", this::report);
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
                body.getString("error"));
        return bus.<Task>request(Address.TASK_REPORT, report, call.cost())
                .map(task -> Reply.ok(new State(task.taskId(), task.status())));
    }

    // An agent learns no more of a task than it was given.
    private record State(UUID taskId, TaskStatus status) {}
}
