package dev.cogo.gateway.a2a;

import dev.cogo.gateway.limits.UserLimits;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.a2a.TaskJson;
import dev.cogo.schema.agent.AgentSkill;
import dev.cogo.schema.agent.AnswerTask;
import dev.cogo.schema.agent.Artifact;
import dev.cogo.schema.agent.ArtifactPage;
import dev.cogo.schema.agent.CancelTask;
import dev.cogo.schema.agent.DatedAgentCard;
import dev.cogo.schema.agent.FindTasks;
import dev.cogo.schema.agent.FoundTasks;
import dev.cogo.schema.agent.ListArtifacts;
import dev.cogo.schema.agent.ReadAgentCard;
import dev.cogo.schema.agent.ReadTask;
import dev.cogo.schema.agent.ReadTaskHistory;
import dev.cogo.schema.agent.StartTask;
import dev.cogo.schema.agent.Task;
import dev.cogo.schema.agent.TaskHistory;
import dev.cogo.schema.agent.TaskInput;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.json.Json;
import dev.cogo.schema.session.CreateSession;
import dev.cogo.schema.session.SessionKind;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tasks of agents, by the operations that the API has. */
final class AgentTasks implements Tasks {
    /** What agents that take anything are given messages as. */
    static final String MESSAGE = "message";

    /** @param all whether there are no more */
    record Pieces(List<Artifact> items, boolean all) {}

    private final Bus bus;
    private final UserLimits limits;
    private final Contexts contexts;

    AgentTasks(Bus bus, UserLimits limits, Contexts contexts) {
        this.bus = bus;
        this.limits = limits;
        this.contexts = contexts;
    }

    @Override
    public Future<Card> card(UUID userId, String handle, String url, boolean extended) {
        return card(userId, handle)
                .map(card -> new Card(
                        extended ? Cards.extended(card.card(), url) : Cards.of(card.card(), url),
                        card.updatedAt(),
                        false));
    }

    private Future<DatedAgentCard> card(UUID userId, String agent) {
        return bus.request(Address.AGENT_CARD, new ReadAgentCard(userId, agent));
    }

    @Override
    public Future<Task> start(A2aCall call, SentMessage message) {
        return card(call.userId(), call.agent()).compose(card -> {
            String type = taskType(card.card().skills(), message);
            boolean anything = card.card().skills().isEmpty() && message.taskType() == null;
            if (!anything) {
                message.requireKnownTypes();
            }
            return limits.spendMessages(call.userId(), 1)
                    .compose(spent -> contexts.sessionFor(call, message, session(call)))
                    .compose(sessionId -> bus.request(
                            Address.TASK_START,
                            new StartTask(
                                    call.userId(),
                                    sessionId,
                                    type,
                                    anything ? message.whole() : message.params(),
                                    call.agent()),
                            call.cost()));
        });
    }

    @Override
    public Future<Task> goOn(A2aCall call, SentMessage message, Task task) {
        if (task.question() == null) {
            throw A2aError.Kind.UNSUPPORTED_OPERATION.failure(
                    "the task is " + task.status().wireName() + " and waits for no message");
        }
        message.requireKnownTypes();
        String inputId = task.question().inputId();
        return limits.spendMessages(call.userId(), 1)
                .compose(spent -> bus.request(
                        Address.TASK_ANSWER,
                        new AnswerTask(call.userId(), task.taskId(), inputId, message.text()),
                        call.cost()));
    }

    @Override
    public Future<Task> find(A2aCall call, UUID taskId) {
        return bus.<Task>request(Address.TASK_READ, new ReadTask(call.userId(), taskId), call.cost())
                .map(task -> {
                    if (!task.agent().equals(call.agent())) {
                        throw new CogoException(ErrorCode.TASK_NOT_FOUND, "there is no such task");
                    }
                    return task;
                });
    }

    @Override
    public Future<FoundTasks> list(FindTasks request, A2aCall call) {
        return bus.request(Address.TASK_FIND, request, call.cost());
    }

    @Override
    public Future<Task> cancel(A2aCall call, UUID taskId) {
        return find(call, taskId)
                .compose(task -> bus.<Task>request(
                        Address.TASK_CANCEL,
                        new CancelTask(call.userId(), taskId, call.who().operator()),
                        call.cost()))
                .recover(failure -> Future.failedFuture(
                        failure instanceof CogoException ours && ours.code() == ErrorCode.TASK_FINISHED
                                ? A2aError.Kind.TASK_NOT_CANCELABLE.failure(ours.getMessage())
                                : failure));
    }

    /** Pieces of a task's artifacts behind one, as far as an answer has room for them. */
    Future<Pieces> pieces(A2aCall call, UUID taskId, int after) {
        return pieces(call, taskId, after == 0 ? null : Integer.toString(after), List.of(), 0);
    }

    private Future<Pieces> pieces(
            A2aCall call, UUID taskId, @Nullable String cursor, List<Artifact> before, int bytes) {
        ListArtifacts request = new ListArtifacts(call.userId(), taskId, ListArtifacts.MAX_LIMIT, cursor);
        return bus.<ArtifactPage>request(Address.TASK_ARTIFACTS, request, call.cost())
                .compose(page -> {
                    List<Artifact> all = Stream.concat(before.stream(), page.items().stream())
                            .toList();
                    int read = bytes + Json.length(page.items());
                    return page.next() == null || read >= MAX_BYTES
                            ? Future.succeededFuture(new Pieces(all, page.next() == null))
                            : pieces(call, taskId, page.next(), all, read);
                });
    }

    @Override
    public Future<Artifacts> artifacts(A2aCall call, Task task) {
        return pieces(call, task.taskId(), 0)
                .map(found -> new Artifacts(TaskJson.artifacts(task, found.items()), found.all()));
    }

    @Override
    public TaskFeed feed(A2aCall call, Task task, boolean brief) {
        return new AgentTaskFeed(this, call, task.taskId(), brief);
    }

    @Override
    public Future<JsonArray> history(A2aCall call, Task task) {
        return bus.<TaskHistory>request(
                        Address.TASK_HISTORY, new ReadTaskHistory(call.userId(), task.taskId()), call.cost())
                .map(history -> history(task, history));
    }

    private static JsonArray history(Task task, TaskHistory history) {
        JsonArray messages = new JsonArray().add(request(task, history));
        for (TaskInput input : history.inputs()) {
            String id = task.taskId() + "-" + input.inputId();
            messages.add(TaskJson.message(id, "ROLE_AGENT", task, TaskJson.text(input.question())));
            messages.add(TaskJson.message(id + "-answer", "ROLE_USER", task, TaskJson.text(input.answer())));
        }
        return messages;
    }

    // A task that was begun by another door was given its params and no message.
    private static JsonObject request(Task task, TaskHistory history) {
        Object id = history.params().get("messageId");
        Object parts = history.params().get("parts");
        if (task.taskType().equals(MESSAGE) && id instanceof String text && parts instanceof List<?> list) {
            return TaskJson.message(text, "ROLE_USER", task, new JsonArray(list));
        }
        return TaskJson.message(
                task.taskId() + "-request",
                "ROLE_USER",
                task,
                new JsonArray().add(new JsonObject().put("data", history.params())));
    }

    private static CreateSession session(A2aCall call) {
        return new CreateSession(call.userId(), SessionKind.GROUP, call.agent(), List.of(), null, false);
    }

    private static String taskType(List<AgentSkill> skills, SentMessage message) {
        if (message.taskType() != null) {
            return message.taskType();
        }
        if (skills.size() > 1) {
            throw CogoException.invalid(
                    "this agent does several things: name one of its skills as taskType in message.metadata");
        }
        return skills.isEmpty() ? MESSAGE : skills.getFirst().taskType();
    }
}
