package dev.cogo.gateway.http.operation;

import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.agent.AddAgentSecret;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.webhook.AddWebhookSecret;
import dev.cogo.schema.webhook.CreateWebhook;
import dev.cogo.schema.webhook.DeleteWebhook;
import dev.cogo.schema.webhook.ListWebhookDeliveries;
import dev.cogo.schema.webhook.ListWebhooks;
import dev.cogo.schema.webhook.ReadWebhook;
import dev.cogo.schema.webhook.ReplayWebhookDelivery;
import dev.cogo.schema.webhook.UpdateWebhook;
import dev.cogo.schema.webhook.WebhookEvent;
import dev.cogo.schema.webhook.WebhookSettings;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** {@code /admin/webhooks}: who is told what happens, for operators. */
final class WebhookOperations {
    private static final String ID = "webhookId";

    private final Bus bus;

    WebhookOperations(Bus bus) {
        this.bus = bus;
    }

    /** Its operations by name; that an operator calls is checked by who takes them. */
    Map<String, Operation> all() {
        return Map.of(
                "listWebhooks", this::list,
                "createWebhook", this::create,
                "getWebhook", this::read,
                "updateWebhook", this::update,
                "deleteWebhook", this::delete,
                "addWebhookSecret", this::addSecret,
                "listWebhookDeliveries", this::deliveries,
                "replayWebhookDelivery", this::replay);
    }

    private Future<Reply> list(Call call) {
        return bus.request(Address.WEBHOOK_LIST, new ListWebhooks(), call.cost())
                .map(Reply::ok);
    }

    private Future<Reply> create(Call call) {
        return bus.request(Address.WEBHOOK_CREATE, new CreateWebhook(settings(call.body())), call.cost())
                .map(Reply::created);
    }

    private Future<Reply> read(Call call) {
        return bus.request(Address.WEBHOOK_READ, new ReadWebhook(call.id(ID)), call.cost())
                .map(Reply::ok);
    }

    private Future<Reply> update(Call call) {
        return bus.request(Address.WEBHOOK_UPDATE, new UpdateWebhook(call.id(ID), settings(call.body())), call.cost())
                .map(Reply::ok);
    }

    private Future<Reply> delete(Call call) {
        return bus.request(Address.WEBHOOK_DELETE, new DeleteWebhook(call.id(ID)), call.cost())
                .map(done -> Reply.nothing());
    }

    private Future<Reply> addSecret(Call call) {
        AddWebhookSecret request =
                new AddWebhookSecret(call.id(ID), call.body().getInteger("keepSeconds", AddAgentSecret.USUAL_KEEP));
        return bus.request(Address.WEBHOOK_SECRET_ADD, request, call.cost()).map(Reply::created);
    }

    private Future<Reply> deliveries(Call call) {
        ListWebhookDeliveries request = new ListWebhookDeliveries(
                call.id(ID), call.integer("limit", ListWebhookDeliveries.DEFAULT_LIMIT), call.text("cursor"));
        return bus.request(Address.WEBHOOK_DELIVERIES, request, call.cost()).map(Reply::ok);
    }

    private Future<Reply> replay(Call call) {
        ReplayWebhookDelivery request = new ReplayWebhookDelivery(call.id(ID), call.id("deliveryId"));
        return bus.request(Address.WEBHOOK_REPLAY, request, call.cost()).map(Reply::ok);
    }

    private static WebhookSettings settings(JsonObject body) {
        JsonArray events = body.getJsonArray("events");
        JsonArray sessions = body.getJsonArray("sessions");
        return new WebhookSettings(
                body.getString("url"),
                body.getString("description"),
                events == null
                        ? null
                        : events.stream()
                                .map(event -> WebhookEvent.of((String) event))
                                .toList(),
                sessions == null
                        ? null
                        : sessions.stream()
                                .map(id -> Ids.parse((String) id, "sessions"))
                                .toList(),
                body.getBoolean("enabled"));
    }
}
