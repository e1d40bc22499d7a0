package dev.cogo.gateway.a2a;

import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.a2a.DeletePushConfig;
import dev.cogo.schema.a2a.ListPushConfigs;
import dev.cogo.schema.a2a.PushConfig;
import dev.cogo.schema.a2a.PushConfigs;
import dev.cogo.schema.a2a.SavePushConfig;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.record.Done;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where clients want to be told of a task (section 3.1.7 and the following). */
final class PushOperations {
    private final Bus bus;
    private final Tasks tasks;

    PushOperations(Bus bus, Tasks tasks) {
        this.bus = bus;
        this.tasks = tasks;
    }

    /** What a message's configuration asks for; null for nothing. */
    @Nullable
    PushConfig wanted(@Nullable Params params) {
        return params == null ? null : config(params);
    }

    Future<Void> save(A2aCall call, UUID taskId, PushConfig config, boolean alsoNow) {
        return bus.<Done>request(
                        Address.TASK_PUSH_SAVE, new SavePushConfig(call.userId(), taskId, config, alsoNow), call.cost())
                .mapEmpty();
    }

    Future<JsonObject> create(A2aCall call) {
        PushConfig config = config(call.params());
        return task(call).compose(taskId -> save(call, taskId, config, false).map(saved -> json(taskId, config)));
    }

    Future<JsonObject> get(A2aCall call) {
        String id = call.params().required("id");
        return task(call)
                .compose(taskId -> configs(call, taskId)
                        .map(configs -> configs.items().stream()
                                .filter(config -> config.id().equals(id))
                                .findFirst()
                                .map(config -> json(taskId, config))
                                .orElseThrow(() -> new CogoException(
                                        ErrorCode.NOT_FOUND,
                                        "there is no push notification configuration of this id"))));
    }

    Future<JsonObject> list(A2aCall call) {
        return task(call)
                .compose(taskId -> configs(call, taskId).map(configs -> {
                    JsonArray all = new JsonArray();
                    configs.items().forEach(config -> all.add(json(taskId, config)));
                    return new JsonObject().put("configs", all).put("nextPageToken", "");
                }));
    }

    Future<JsonObject> delete(A2aCall call) {
        String id = call.params().required("id");
        return task(call)
                .compose(taskId -> bus.<Done>request(
                        Address.TASK_PUSH_DELETE, new DeletePushConfig(call.userId(), taskId, id), call.cost()))
                .map(done -> new JsonObject());
    }

    private Future<PushConfigs> configs(A2aCall call, UUID taskId) {
        return bus.request(Address.TASK_PUSH_LIST, new ListPushConfigs(call.userId(), taskId), call.cost());
    }

    private Future<UUID> task(A2aCall call) {
        return tasks.find(call, Params.taskId(call.params().required("taskId"))).map(task -> task.taskId());
    }

    private static PushConfig config(Params params) {
        String id = params.text("id");
        Params authentication = params.object("authentication");
        return new PushConfig(
                id == null || id.isEmpty() ? Ids.next().toString() : id,
                params.required("url"),
                empty(params.text("token")),
                authentication == null ? null : empty(authentication.text("scheme")),
                authentication == null ? null : empty(authentication.text("credentials")));
    }

    private static JsonObject json(UUID taskId, PushConfig config) {
        JsonObject json = new JsonObject()
                .put("id", config.id())
                .put("taskId", taskId.toString())
                .put("url", config.url());
        if (config.token() != null) {
            json.put("token", config.token());
        }
        return config.scheme() == null
                ? json
                : json.put("authentication", new JsonObject().put("scheme", config.scheme()));
    }

    private static @Nullable String empty(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
