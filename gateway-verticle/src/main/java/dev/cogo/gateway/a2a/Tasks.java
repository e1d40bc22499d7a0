package dev.cogo.gateway.a2a;

import dev.cogo.schema.agent.FindTasks;
import dev.cogo.schema.agent.FoundTasks;
import dev.cogo.schema.agent.Task;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.util.UUID;

/** The tasks of whom a call speaks to, an agent or an assistant, by the operations that the API has. */
interface Tasks {
    /** Of a task's pieces so much is read for one answer. */
    int MAX_BYTES = 1024 * 1024;

    /**
     * The card of whom this handle names.
     *
     * @param url where they are spoken to
     * @param extended with what only those are told who have logged in
     */
    Future<Card> card(UUID userId, String handle, String url, boolean extended);

    /** Begins a task, in a session of the caller's or in a new one. */
    Future<Task> start(A2aCall call, SentMessage message);

    /** Goes on with a task that waits for a message. */
    Future<Task> goOn(A2aCall call, SentMessage message, Task task);

    /** A task that the caller may see; others fail as a missing one does. */
    Future<Task> find(A2aCall call, UUID taskId);

    Future<FoundTasks> list(FindTasks request, A2aCall call);

    Future<Task> cancel(A2aCall call, UUID taskId);

    /** What was said about a task, the first before. */
    Future<JsonArray> history(A2aCall call, Task task);

    /** @param all whether there are no more */
    record Artifacts(JsonArray items, boolean all) {}

    /** What a task has made so far, as far as an answer has room for it. */
    Future<Artifacts> artifacts(A2aCall call, Task task);

    /** What happens to a task; {@code brief} when only its state matters. */
    TaskFeed feed(A2aCall call, Task task, boolean brief);

    /** Fails where nobody can be told of tasks by being called. */
    default void checkPush() {}
}
