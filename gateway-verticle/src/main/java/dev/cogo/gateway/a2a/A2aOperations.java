package dev.cogo.gateway.a2a;

import dev.cogo.gateway.auth.login.Identity;
import dev.cogo.gateway.auth.login.Scope;
import dev.cogo.gateway.limits.UserLimits;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.a2a.PushConfig;
import dev.cogo.schema.a2a.TaskJson;
import dev.cogo.schema.a2a.TaskState;
import dev.cogo.schema.agent.FindTasks;
import dev.cogo.schema.agent.FoundTasks;
import dev.cogo.schema.agent.Task;
import dev.cogo.schema.agent.TaskStatus;
import dev.cogo.schema.assistant.AssistantCards;
import dev.cogo.schema.assistant.ListAssistantCards;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The operations of A2A, for both bindings. For one event loop. */
public final class A2aOperations {
    private static final int USUAL_PAGE = 50;
    private static final int MAX_ARTIFACT_BYTES = 1024 * 1024;

    private final Bus bus;
    private final Contexts contexts;
    private final AgentTasks agents;
    private final PushOperations push;
    private final TaskStreams streams;
    private final UserLimits limits;
    private final boolean anonymousAi;

    /** @param anonymousAi whether who has signed in anonymously may speak to agents */
    public A2aOperations(Bus bus, UserLimits limits, TaskStreams streams, boolean anonymousAi) {
        this.limits = limits;
        this.bus = bus;
        this.contexts = new Contexts(bus, limits);
        this.agents = new AgentTasks(bus, limits, contexts);
        this.push = new PushOperations(bus, agents);
        this.streams = streams;
        this.anonymousAi = anonymousAi;
    }

    /** Carries a call out. */
    Future<A2aAnswer> answer(A2aCall call) {
        return whom(call.who(), call.agent())
                .compose(tasks -> answer(call, tasks))
                .compose(answer -> named(call, answer));
    }

    private Future<A2aAnswer> named(A2aCall call, A2aAnswer answer) {
        return switch (answer) {
            case A2aAnswer.Result(JsonObject result) ->
                contexts.named(call, ContextWords.sessions(result))
                        .map(named -> new A2aAnswer.Result(ContextWords.put(result, named)));
            case A2aAnswer.Events(TaskFeed feed) ->
                Future.succeededFuture(new A2aAnswer.Events(new NamingFeed(feed, contexts, call)));
        };
    }

    private Future<A2aAnswer> answer(A2aCall call, Tasks tasks) {
        if (call.method().isOfPush()) {
            tasks.checkPush();
        }
        return switch (call.method()) {
            case SEND_MESSAGE -> send(call, tasks).map(A2aAnswer.Result::new);
            case SEND_STREAMING_MESSAGE ->
                sent(call, tasks).map(task -> new A2aAnswer.Events(tasks.feed(call, task, false)));
            case GET_TASK -> get(call, tasks).map(A2aAnswer.Result::new);
            case LIST_TASKS -> list(call, tasks).map(A2aAnswer.Result::new);
            case CANCEL_TASK -> cancel(call, tasks).map(A2aAnswer.Result::new);
            case SUBSCRIBE_TO_TASK -> subscribe(call, tasks);
            case GET_EXTENDED_AGENT_CARD ->
                tasks.card(call.userId(), call.agent(), call.base(), true)
                        .map(card -> new A2aAnswer.Result(card.json()));
            case CREATE_PUSH_CONFIG -> push.create(call).map(A2aAnswer.Result::new);
            case GET_PUSH_CONFIG -> push.get(call).map(A2aAnswer.Result::new);
            case LIST_PUSH_CONFIGS -> push.list(call).map(A2aAnswer.Result::new);
            case DELETE_PUSH_CONFIG -> push.delete(call).map(A2aAnswer.Result::new);
        };
    }

    /** The card of an agent or an assistant. */
    Future<Card> card(Identity who, String handle, String url) {
        return whom(who, handle).compose(tasks -> tasks.card(who.userId(), handle, url, false));
    }

    /** Whom a handle names: an assistant, else an agent, which may be none. */
    private Future<Tasks> whom(Identity who, String handle) {
        return bus.<AssistantCards>request(Address.ASSISTANT_CARDS, new ListAssistantCards(who.userId()))
                .map(cards -> cards.items().stream()
                        .filter(card -> card.handle().equals(handle))
                        .findFirst())
                // Agents are there without the AI.
                .otherwise(Optional.empty())
                .map(assistant -> {
                    checkCaller(who, assistant.isPresent() ? Scope.AI : Scope.TASKS);
                    return assistant
                            .<Tasks>map(card -> new AssistantTasks(bus, limits, contexts, card))
                            .orElse(agents);
                });
    }

    private void checkCaller(Identity who, Scope scope) {
        who.require(scope);
        if (who.anonymous() && !anonymousAi) {
            throw new CogoException(ErrorCode.FORBIDDEN, "the AI and agents are not for anonymous users");
        }
    }

    private Future<JsonObject> send(A2aCall call, Tasks tasks) {
        SendOptions options = SendOptions.of(call.params());
        return sent(call, tasks)
                .compose(task -> options.atOnce() || TaskState.of(task).terminal()
                        ? Future.succeededFuture(task)
                        : settled(call, tasks.feed(call, task, true)).map(task))
                .compose(begun -> whole(call, tasks, begun, options.historyLength())
                        .compose(json -> tasks.find(call, begun.taskId())
                                .map(task -> TaskJson.isReply(task)
                                        ? new JsonObject().put("message", TaskJson.reply(task))
                                        : new JsonObject().put("task", json))));
    }

    private Future<Void> settled(A2aCall call, TaskFeed feed) {
        call.waits().run();
        return streams.settled(call.request(), call.who(), feed);
    }

    private Future<Task> sent(A2aCall call, Tasks tasks) {
        SentMessage message = SentMessage.of(call.params());
        PushConfig wanted = push.wanted(SendOptions.of(call.params()).push());
        if (wanted != null) {
            tasks.checkPush();
        }
        return sent(call, tasks, message)
                .compose(task -> wanted == null
                        ? Future.succeededFuture(task)
                        : push.save(call, task.taskId(), wanted, true).map(task));
    }

    private Future<Task> sent(A2aCall call, Tasks tasks, SentMessage message) {
        if (message.taskId() == null) {
            return tasks.start(call, message);
        }
        return tasks.find(call, Params.taskId(message.taskId()))
                .compose(task -> checkContext(call, message.contextId(), task))
                .compose(task -> tasks.goOn(call, message, task));
    }

    private Future<Task> checkContext(A2aCall call, @Nullable String contextId, Task task) {
        return contextId == null
                ? Future.succeededFuture(task)
                : contexts.sessionOf(call, contextId).map(session -> {
                    if (!session.equals(Optional.of(task.sessionId()))) {
                        throw CogoException.invalid("the task is of another context");
                    }
                    return task;
                });
    }

    private static Future<JsonObject> get(A2aCall call, Tasks tasks) {
        Integer historyLength = SendOptions.historyLength(call.params());
        return tasks.find(call, Params.taskId(call.params().required("id")))
                .compose(task -> whole(call, tasks, task, historyLength));
    }

    private static Future<JsonObject> whole(A2aCall call, Tasks tasks, Task of, @Nullable Integer historyLength) {
        return tasks.feed(call, of, false).begin().map(task -> SendOptions.cut(task, historyLength));
    }

    private static Future<JsonObject> cancel(A2aCall call, Tasks tasks) {
        return tasks.cancel(call, Params.taskId(call.params().required("id"))).map(TaskJson::task);
    }

    private static Future<A2aAnswer> subscribe(A2aCall call, Tasks tasks) {
        return tasks.find(call, Params.taskId(call.params().required("id"))).map(task -> {
            if (TaskState.of(task).terminal()) {
                throw A2aError.Kind.UNSUPPORTED_OPERATION.failure("the task is over: get it instead");
            }
            return new A2aAnswer.Events(tasks.feed(call, task, false));
        });
    }

    private Future<JsonObject> list(A2aCall call, Tasks tasks) {
        String context = call.params().text("contextId");
        return context == null || context.isEmpty()
                ? list(call, tasks, null)
                : contexts.sessionOf(call, context)
                        // There can be none in it, which is no failure of a list.
                        .compose(session -> session.map(id -> list(call, tasks, id))
                                .orElseGet(
                                        () -> Future.succeededFuture(page(call.params(), FoundTasks.NONE, List.of()))));
    }

    private static JsonObject page(Params params, FoundTasks found, List<JsonObject> all) {
        Integer size = params.integer("pageSize");
        return new JsonObject()
                .put("tasks", new JsonArray(all))
                .put("nextPageToken", found.next() == null ? "" : found.next())
                .put("pageSize", size == null ? USUAL_PAGE : size)
                .put("totalSize", found.total());
    }

    private Future<JsonObject> list(A2aCall call, Tasks tasks, @Nullable UUID sessionId) {
        Params params = call.params();
        Integer historyLength = SendOptions.historyLength(params);
        Integer size = params.integer("pageSize");
        String state = Params.said(params.text("status"));
        String token = params.text("pageToken");
        boolean artifacts = params.flag("includeArtifacts");
        FindTasks request = new FindTasks(
                call.userId(),
                call.agent(),
                sessionId,
                state == null ? List.of() : statuses(state),
                state == null ? null : rejected(state),
                params.time("statusTimestampAfter"),
                size == null ? USUAL_PAGE : size,
                token == null || token.isEmpty() ? null : token);
        boolean longer = artifacts || historyLength != null && historyLength > 0;
        return tasks.list(request, call)
                // Each of them is as much work as a request of its own.
                .compose(found -> longer
                        ? limits.spendRequests(call.userId(), found.items().size())
                                .map(found)
                        : Future.succeededFuture(found))
                .compose(found ->
                        described(call, tasks, found, historyLength, artifacts).map(all -> page(params, found, all)));
    }

    // History and artifacts are a question each: they are asked one task after the other, and of artifacts only so much
    // as
    // an answer has room for.
    private static Future<List<JsonObject>> described(
            A2aCall call, Tasks tasks, FoundTasks found, @Nullable Integer historyLength, boolean artifacts) {
        List<JsonObject> described = new ArrayList<>();
        int[] bytes = {0};
        Future<?> last = Future.succeededFuture();
        for (Task task : found.items()) {
            JsonObject json = TaskJson.task(task);
            described.add(json);
            if (historyLength != null && historyLength > 0) {
                last = last.compose(before -> tasks.history(call, task)
                        .map(history -> SendOptions.cut(json.put("history", history), historyLength)));
            }
            if (artifacts) {
                last = last.compose(before -> bytes[0] < MAX_ARTIFACT_BYTES
                        ? tasks.artifacts(call, task).map(made -> {
                            bytes[0] += made.items().toBuffer().length();
                            return incomplete(json.put("artifacts", made.items()), !made.all());
                        })
                        : Future.succeededFuture(incomplete(json, true)));
            }
        }
        return last.map(done -> described);
    }

    private static JsonObject incomplete(JsonObject task, boolean incomplete) {
        if (incomplete) {
            task.getJsonObject("metadata").put("artifactsIncomplete", true);
        }
        return task;
    }

    private static List<TaskStatus> statuses(String state) {
        TaskState wanted = TaskState.of(state).orElseThrow(() -> CogoException.invalid("there is no such status"));
        return switch (wanted) {
            case SUBMITTED -> List.of(TaskStatus.QUEUED);
            case WORKING -> List.of(TaskStatus.WORKING);
            case INPUT_REQUIRED -> List.of(TaskStatus.INPUT_REQUIRED);
            case COMPLETED -> List.of(TaskStatus.COMPLETED);
            case FAILED, REJECTED -> List.of(TaskStatus.FAILED);
            case CANCELED -> List.of(TaskStatus.CANCELED);
            // Nobody is in it, and an empty list would be all.
            case AUTH_REQUIRED -> List.of(TaskStatus.QUEUED, TaskStatus.COMPLETED);
        };
    }

    private static @Nullable Boolean rejected(String state) {
        return switch (TaskState.of(state).orElseThrow()) {
            case FAILED -> false;
            case REJECTED, AUTH_REQUIRED -> true;
            default -> null;
        };
    }
}
