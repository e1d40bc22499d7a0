package dev.cogo.gateway.http.operation;

import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.assistant.AssistantSettings;
import dev.cogo.schema.assistant.CreateAssistant;
import dev.cogo.schema.assistant.ListAssistants;
import dev.cogo.schema.assistant.ReadAssistant;
import dev.cogo.schema.assistant.UpdateAssistant;
import dev.cogo.schema.bus.Address;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /admin/assistants}, for operators. */
final class AssistantOperations {
    private final Bus bus;

    AssistantOperations(Bus bus) {
        this.bus = bus;
    }

    /** Its operations by name; that an operator calls is checked by who takes them. */
    Map<String, Operation> all() {
        return Map.of(
                "listAssistants", this::list,
                "createAssistant", this::create,
                "getAssistant", this::read,
                "updateAssistant", this::update);
    }

    private Future<Reply> list(Call call) {
        ListAssistants request =
                new ListAssistants(call.integer("limit", ListAssistants.DEFAULT_LIMIT), call.text("cursor"));
        return bus.request(Address.ASSISTANT_LIST, request, call.cost()).map(Reply::ok);
    }

    private Future<Reply> create(Call call) {
        return bus.request(Address.ASSISTANT_CREATE, new CreateAssistant(settings(call.body())), call.cost())
                .map(Reply::created);
    }

    private Future<Reply> read(Call call) {
        return bus.request(Address.ASSISTANT_READ, new ReadAssistant(call.required("handle")), call.cost())
                .map(Reply::ok);
    }

    private Future<Reply> update(Call call) {
        UpdateAssistant request = new UpdateAssistant(call.required("handle"), settings(call.body()));
        return bus.request(Address.ASSISTANT_UPDATE, request, call.cost()).map(Reply::ok);
    }

    private static AssistantSettings settings(JsonObject body) {
        return new AssistantSettings(
                body.getString("handle"),
                body.getString("name"),
                body.getString("description"),
                body.getString("avatar"),
                texts(body.getJsonArray("models")),
                body.getString("template"),
                body.getString("language"),
                body.getInteger("maxOutputTokens"),
                texts(body.getJsonArray("tools")),
                body.getLong("dailyMicros"),
                body.getLong("monthlyMicros"),
                body.getBoolean("enabled"));
    }

    private static @Nullable List<String> texts(@Nullable JsonArray items) {
        return items == null ? null : items.stream().map(String.class::cast).toList();
    }
}
