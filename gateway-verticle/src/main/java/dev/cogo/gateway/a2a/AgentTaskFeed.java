package dev.cogo.gateway.a2a;

import dev.cogo.gateway.realtime.event.EncodedEvent;
import dev.cogo.schema.a2a.TaskJson;
import dev.cogo.schema.a2a.TaskState;
import dev.cogo.schema.agent.Artifact;
import dev.cogo.schema.agent.Task;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.json.Json;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An agent's task. Events may be lost or come twice; a piece of an artifact that is missing is read, and so are all that are there before
 * the end is told. For one event loop.
 */
final class AgentTaskFeed implements TaskFeed {
    private static final Future<List<JsonObject>> NOTHING = Future.succeededFuture(List.of());

    private final AgentTasks tasks;
    private final A2aCall call;
    private final UUID taskId;
    private final boolean brief;
    private final Set<String> begunArtifacts = new HashSet<>();
    private @Nullable Task told;
    private int pieces;
    private boolean behind;

    /** @param brief whether only the state matters: nothing is said of artifacts and history */
    AgentTaskFeed(AgentTasks tasks, A2aCall call, UUID taskId, boolean brief) {
        this.tasks = tasks;
        this.call = call;
        this.taskId = taskId;
        this.brief = brief;
    }

    @Override
    public String channel() {
        return new Channel.OfTask(taskId).name();
    }

    @Override
    public Future<JsonObject> begin() {
        return tasks.find(call, taskId).compose(task -> {
            told = task;
            JsonObject json = TaskJson.task(task);
            return brief ? Future.succeededFuture(json) : whole(task, json);
        });
    }

    private Future<JsonObject> whole(Task task, JsonObject json) {
        return tasks.pieces(call, taskId, 0)
                .compose(found -> tasks.history(call, task).map(history -> {
                    found.items().forEach(this::count);
                    behind = !found.all();
                    if (behind) {
                        json.getJsonObject("metadata").put("artifactsIncomplete", true);
                    }
                    return json.put("history", history).put("artifacts", TaskJson.artifacts(task, found.items()));
                }));
    }

    @Override
    public Future<List<JsonObject>> after(EncodedEvent event) {
        String name = event.name();
        if (name.equals(EventName.AGENT_ARTIFACT.wireName())) {
            return brief ? NOTHING : piece(Json.convert(event.payload(), Artifact.class));
        }
        boolean changes =
                name.equals(EventName.AGENT_PROGRESS.wireName()) || name.equals(EventName.AGENT_RESULT.wireName());
        return changes ? changed(Json.convert(event.payload(), Task.class)) : NOTHING;
    }

    @Override
    public Future<List<JsonObject>> check() {
        return tasks.find(call, taskId).compose(this::changed);
    }

    @Override
    public boolean behind() {
        return behind;
    }

    @Override
    public boolean ended() {
        return told != null && TaskState.of(told).terminal() && !behind;
    }

    @Override
    public boolean settled() {
        return told != null && TaskState.of(told).settled();
    }

    private Future<List<JsonObject>> piece(Artifact piece) {
        if (piece.number() <= pieces) {
            return NOTHING;
        }
        return piece.number() == pieces + 1 ? Future.succeededFuture(List.of(tell(piece))) : missing();
    }

    private Future<List<JsonObject>> changed(Task task) {
        boolean news = told != null && task.updatedAt().isAfter(told.updatedAt()) && !ended();
        if (!news && !behind) {
            return NOTHING;
        }
        boolean first = !brief && (behind || task.status().ended());
        return (first ? missing() : NOTHING).map(found -> {
            if (behind || !news) {
                return found;
            }
            told = task;
            List<JsonObject> all = new ArrayList<>(found);
            JsonObject result = TaskJson.result(task);
            if (result != null) {
                all.add(TaskJson.artifactUpdate(task, result, false, true));
            }
            all.add(TaskJson.statusUpdate(task));
            return all;
        });
    }

    private Future<List<JsonObject>> missing() {
        return tasks.pieces(call, taskId, pieces).map(found -> {
            behind = !found.all();
            return found.items().stream().map(this::tell).toList();
        });
    }

    private JsonObject tell(Artifact piece) {
        boolean append = !count(piece);
        return TaskJson.artifactUpdate(Objects.requireNonNull(told), TaskJson.artifact(piece), append, piece.last());
    }

    /** Whether it is the first of its artifact. */
    private boolean count(Artifact piece) {
        pieces = piece.number();
        return begunArtifacts.add(piece.artifactId());
    }
}
