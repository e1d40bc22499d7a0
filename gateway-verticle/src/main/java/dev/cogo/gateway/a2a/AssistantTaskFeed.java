package dev.cogo.gateway.a2a;

import dev.cogo.gateway.realtime.event.EncodedEvent;
import dev.cogo.schema.a2a.TaskJson;
import dev.cogo.schema.a2a.TaskState;
import dev.cogo.schema.agent.Task;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.EventName;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * An assistant's answer while it is written, out of its session's events: the first has all of the text so far, and what does not follow
 * is left for the next that has. Its end is read from the run and the session. For one event loop.
 */
final class AssistantTaskFeed implements TaskFeed {
    private static final Future<List<JsonObject>> NOTHING = Future.succeededFuture(List.of());

    private final AssistantTasks tasks;
    private final A2aCall call;
    private final boolean brief;
    private Task told;
    private int attempt;
    private String text = "";

    /** @param brief whether only the state matters: nothing is said of the text and the question */
    AssistantTaskFeed(AssistantTasks tasks, A2aCall call, Task task, boolean brief) {
        this.tasks = tasks;
        this.call = call;
        this.told = task;
        this.brief = brief;
    }

    @Override
    public String channel() {
        return new Channel.OfSession(told.sessionId()).name();
    }

    @Override
    public Future<JsonObject> begin() {
        return tasks.find(call, told.taskId()).compose(task -> {
            told = task;
            JsonObject json = TaskJson.task(task);
            return brief ? Future.succeededFuture(json) : whole(task, json);
        });
    }

    private Future<JsonObject> whole(Task task, JsonObject json) {
        return tasks.history(call, task)
                .compose(history -> tasks.artifacts(call, task)
                        .map(found -> json.put("history", history).put("artifacts", found.items())));
    }

    @Override
    public Future<List<JsonObject>> after(EncodedEvent event) {
        if (!event.isOfRun()) {
            return NOTHING;
        }
        JsonObject payload = event.payload();
        if (!told.taskId().toString().equals(payload.getString("runId")) || ended()) {
            return NOTHING;
        }
        if (event.name().equals(EventName.AI_DONE.wireName())) {
            return check();
        }
        return brief ? NOTHING : Future.succeededFuture(written(payload, event.name()));
    }

    private List<JsonObject> written(JsonObject payload, String name) {
        boolean piece = name.equals(EventName.AI_DELTA.wireName());
        if (!piece && !name.equals(EventName.AI_RUN.wireName())) {
            return List.of();
        }
        int of = payload.getInteger("attempt");
        String said = payload.getString("text");
        int offset = piece ? payload.getInteger("offset") : 0;
        boolean anew = of > attempt;
        if (of < attempt || offset > (anew ? 0 : text.length())) {
            return List.of();
        }
        String before = anew ? "" : text;
        if (offset + said.length() <= before.length()) {
            return List.of();
        }
        attempt = of;
        text = before.substring(0, offset) + said;
        // Section 4.2.2: without append it takes the place of what was said.
        return List.of(TaskJson.artifactUpdate(
                told, AssistantTasks.artifact(text.substring(before.length())), !before.isEmpty(), false));
    }

    @Override
    public Future<List<JsonObject>> check() {
        if (ended()) {
            return NOTHING;
        }
        return tasks.find(call, told.taskId())
                .compose(task -> TaskState.of(task).terminal() ? end(task) : NOTHING);
    }

    private Future<List<JsonObject>> end(Task task) {
        return (brief ? Future.succeededFuture(new JsonArray()) : rest(task)).map(artifacts -> {
            told = task;
            List<JsonObject> all = new ArrayList<>();
            artifacts.forEach(update -> all.add((JsonObject) update));
            all.add(TaskJson.statusUpdate(task));
            return all;
        });
    }

    /** What of the stored text was not told; all of it where another was. */
    private Future<JsonArray> rest(Task task) {
        return tasks.text(call, task.taskId()).map(stored -> {
            String whole = stored.orElse("");
            boolean follows = !text.isEmpty() && whole.startsWith(text);
            return whole.isEmpty()
                    ? new JsonArray()
                    : new JsonArray()
                            .add(TaskJson.artifactUpdate(
                                    task,
                                    AssistantTasks.artifact(follows ? whole.substring(text.length()) : whole),
                                    follows,
                                    true));
        });
    }

    @Override
    public boolean behind() {
        return false;
    }

    @Override
    public boolean ended() {
        return TaskState.of(told).terminal();
    }

    @Override
    public boolean settled() {
        return ended();
    }
}
