package dev.cogo.gateway.a2a;

import dev.cogo.gateway.auth.login.Scope;
import dev.cogo.gateway.limits.UserLimits;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.a2a.TaskJson;
import dev.cogo.schema.agent.AgentCard;
import dev.cogo.schema.agent.FindTasks;
import dev.cogo.schema.agent.FoundTasks;
import dev.cogo.schema.agent.Task;
import dev.cogo.schema.agent.TaskError;
import dev.cogo.schema.agent.TaskStatus;
import dev.cogo.schema.ai.AiRun;
import dev.cogo.schema.ai.CancelRun;
import dev.cogo.schema.ai.FindRuns;
import dev.cogo.schema.ai.FoundRuns;
import dev.cogo.schema.ai.ReadRun;
import dev.cogo.schema.ai.RequestAnswer;
import dev.cogo.schema.ai.RunStatus;
import dev.cogo.schema.assistant.AssistantCard;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.message.FindMessages;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessagePage;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.message.ReadHistory;
import dev.cogo.schema.session.AiMode;
import dev.cogo.schema.session.CreateSession;
import dev.cogo.schema.session.SessionKind;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** An assistant's runs as tasks: the message is a question in a session of the caller's, the answer's text the task's one artifact. */
final class AssistantTasks implements Tasks {
    /** What the artifact is called. */
    static final String ANSWER = "answer";

    private final Bus bus;
    private final UserLimits limits;
    private final Contexts contexts;
    private final AssistantCard assistant;

    AssistantTasks(Bus bus, UserLimits limits, Contexts contexts, AssistantCard assistant) {
        this.bus = bus;
        this.limits = limits;
        this.contexts = contexts;
        this.assistant = assistant;
    }

    @Override
    public Future<Card> card(UUID userId, String handle, String url, boolean extended) {
        AgentCard card = new AgentCard(assistant.handle(), assistant.displayName(), assistant.description(), List.of());
        JsonObject json = Cards.of(card, url);
        json.getJsonObject("capabilities").put("pushNotifications", false);
        json.put("defaultInputModes", Cards.TEXT).put("defaultOutputModes", Cards.TEXT);
        return Future.succeededFuture(new Card(json, null, false));
    }

    @Override
    public Future<Task> start(A2aCall call, SentMessage message) {
        call.who().require(Scope.AI);
        message.checkTexts();
        NewMessage question = new NewMessage(message.text(), message.id(), null, null);
        return limits.spendMessages(call.userId(), 1)
                .compose(spent -> contexts.sessionFor(call, message, session(call)))
                .compose(sessionId -> bus.<AiRun>request(
                        Address.AI_RUN_START,
                        new RequestAnswer(
                                call.userId(), sessionId, question, null, null, null, null, assistant.handle()),
                        call.cost()))
                .map(this::task);
    }

    private CreateSession session(A2aCall call) {
        List<String> members = assistant.userId().equals(AssistantCard.BUILT_IN)
                ? List.of()
                : List.of(assistant.userId().toString());
        return new CreateSession(
                call.userId(), SessionKind.GROUP, assistant.displayName(), members, null, true, AiMode.EXPLICIT, false);
    }

    @Override
    public Future<Task> goOn(A2aCall call, SentMessage message, Task task) {
        throw A2aError.Kind.UNSUPPORTED_OPERATION.failure(
                "an answer takes no further message: send one to its context, without a taskId");
    }

    @Override
    public Future<Task> find(A2aCall call, UUID taskId) {
        return bus.<AiRun>request(Address.AI_RUN_READ, new ReadRun(call.userId(), taskId), call.cost())
                .recover(failure -> Future.failedFuture(
                        failure instanceof CogoException ours && ours.code() == ErrorCode.RUN_NOT_FOUND
                                ? missing()
                                : failure))
                .map(run -> {
                    if (!run.assistantId().equals(assistant.userId())) {
                        throw missing();
                    }
                    return task(run);
                });
    }

    private static CogoException missing() {
        return new CogoException(ErrorCode.TASK_NOT_FOUND, "there is no such task");
    }

    @Override
    public Future<FoundTasks> list(FindTasks request, A2aCall call) {
        List<RunStatus> statuses = statuses(request.statuses());
        if (statuses.isEmpty() && !request.statuses().isEmpty()) {
            return Future.succeededFuture(FoundTasks.NONE);
        }
        FindRuns find = new FindRuns(
                request.userId(),
                assistant.userId(),
                request.sessionId(),
                statuses,
                request.rejected(),
                request.changedSince(),
                request.limit(),
                request.cursor());
        return bus.<FoundRuns>request(Address.AI_RUN_FIND, find, call.cost())
                .map(found ->
                        new FoundTasks(found.items().stream().map(this::task).toList(), found.next(), found.total()));
    }

    // A run is never queued where others could see it, and asks nobody but by a call of a tool.
    private static List<RunStatus> statuses(List<TaskStatus> wanted) {
        Set<RunStatus> statuses = wanted.stream()
                .flatMap(status -> switch (status) {
                    case WORKING -> List.of(RunStatus.RUNNING, RunStatus.WAITING).stream();
                    case COMPLETED -> List.of(RunStatus.DONE).stream();
                    case FAILED -> List.of(RunStatus.FAILED).stream();
                    case CANCELED -> List.of(RunStatus.CANCELLED).stream();
                    case QUEUED, INPUT_REQUIRED -> List.<RunStatus>of().stream();
                })
                .collect(Collectors.toCollection(TreeSet::new));
        return List.copyOf(statuses);
    }

    @Override
    public Future<Task> cancel(A2aCall call, UUID taskId) {
        return find(call, taskId)
                .compose(task ->
                        bus.<AiRun>request(Address.AI_RUN_CANCEL, new CancelRun(call.userId(), taskId), call.cost()))
                .recover(failure -> Future.failedFuture(
                        failure instanceof CogoException ours && ours.code() == ErrorCode.RUN_FINISHED
                                ? A2aError.Kind.TASK_NOT_CANCELABLE.failure(ours.getMessage())
                                : failure))
                .map(this::task);
    }

    @Override
    public Future<JsonArray> history(A2aCall call, Task task) {
        return bus.<AiRun>request(Address.AI_RUN_READ, new ReadRun(call.userId(), task.taskId()), call.cost())
                .compose(run -> bus.<MessagePage>request(
                        Address.MESSAGE_FIND, new FindMessages(call.userId(), List.of(run.questionId())), call.cost()))
                .recover(failure -> isGone(failure)
                        ? Future.succeededFuture(new MessagePage(List.of(), null))
                        : Future.failedFuture(failure))
                .map(found -> {
                    JsonArray messages = new JsonArray();
                    for (Message message : found.items()) {
                        String id =
                                message.clientMessageId() == null ? message.id().toString() : message.clientMessageId();
                        messages.add(TaskJson.message(id, "ROLE_USER", task, TaskJson.text(message.content())));
                    }
                    return messages;
                });
    }

    @Override
    public Future<Artifacts> artifacts(A2aCall call, Task task) {
        return text(call, task.taskId()).map(text -> {
            JsonArray all = new JsonArray();
            text.ifPresent(answer -> all.add(artifact(answer)));
            return new Artifacts(all, true);
        });
    }

    /** The answer's text, when there is one. */
    Future<Optional<String>> text(A2aCall call, UUID runId) {
        return bus.<AiRun>request(Address.AI_RUN_READ, new ReadRun(call.userId(), runId), call.cost())
                .<Optional<String>>compose(run -> {
                    Long seq = run.answerSeq();
                    return seq == null
                            ? Future.succeededFuture(Optional.empty())
                            : bus.<MessagePage>request(
                                            Address.HISTORY_READ,
                                            new ReadHistory(call.userId(), run.sessionId(), seq + 1, null, 1),
                                            call.cost())
                                    .map(page -> page.items().stream()
                                            .filter(message -> message.seq() == seq && message.deletedAt() == null)
                                            .findFirst()
                                            .map(Message::content));
                })
                .recover(failure ->
                        isGone(failure) ? Future.succeededFuture(Optional.empty()) : Future.failedFuture(failure));
    }

    // Who has left the session has still asked, and reads nothing there any more.
    private static boolean isGone(Throwable failure) {
        return failure instanceof CogoException ours
                && (ours.code() == ErrorCode.RUN_NOT_FOUND || ours.code() == ErrorCode.SESSION_NOT_FOUND);
    }

    static JsonObject artifact(String text) {
        return new JsonObject().put("artifactId", ANSWER).put("name", ANSWER).put("parts", TaskJson.text(text));
    }

    @Override
    public TaskFeed feed(A2aCall call, Task task, boolean brief) {
        return new AssistantTaskFeed(this, call, task, brief);
    }

    @Override
    public void checkPush() {
        throw A2aError.Kind.PUSH_NOTIFICATION_NOT_SUPPORTED.failure("nobody is called back for an answer: stream it");
    }

    /** A run in the words of tasks. */
    private Task task(AiRun run) {
        TaskStatus status = switch (run.status()) {
            case RUNNING, WAITING -> TaskStatus.WORKING;
            case DONE -> TaskStatus.COMPLETED;
            case FAILED -> TaskStatus.FAILED;
            case CANCELLED -> TaskStatus.CANCELED;
        };
        return new Task(
                run.runId(),
                run.sessionId(),
                run.userId(),
                AgentTasks.MESSAGE,
                assistant.handle(),
                status,
                status.ended() ? 100 : 0,
                null,
                null,
                status == TaskStatus.FAILED ? error(run) : null,
                null,
                null,
                run.attempt(),
                run.createdAt(),
                run.updatedAt());
    }

    private static TaskError error(AiRun run) {
        ErrorCode code = ErrorCode.ofWireName(String.valueOf(run.error())).orElse(ErrorCode.AI_FAILED);
        return new TaskError(code == ErrorCode.AI_REFUSED ? "agent_rejected" : code.wireName(), code.title());
    }
}
