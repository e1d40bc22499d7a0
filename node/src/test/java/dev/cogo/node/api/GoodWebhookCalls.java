package dev.cogo.node.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.Stream;

/** Good calls around webhooks. */
final class GoodWebhookCalls {
    private GoodWebhookCalls() {}

    static Stream<GoodCall> all() {
        return Stream.of(
                new GoodCall(
                        "listWebhooks",
                        "all",
                        200,
                        world -> Request.get("/admin/webhooks").as(world.operator())),
                new GoodCall(
                        "createWebhook",
                        "with all that it can have",
                        201,
                        world -> create(world)
                                .with(settings(world)
                                        .put("url", "https://hooks.example.org/x")
                                        .put("enabled", false))),
                new GoodCall("getWebhook", "one", 200, world -> of("GET", "", world, world.webhook())),
                new GoodCall(
                        "updateWebhook",
                        "all that can change",
                        200,
                        world -> of("PATCH", "", world, world.webhook())
                                .with(settings(world)
                                        .put("url", "https://hooks.example.org/y")
                                        .put("enabled", false))),
                new GoodCall("deleteWebhook", "one", 204, world -> of("DELETE", "", world, world.newWebhook())),
                new GoodCall(
                        "addWebhookSecret",
                        "and the other for an hour",
                        201,
                        world -> of("POST", "/secret", world, world.webhook())
                                .with(new JsonObject().put("keepSeconds", 3600))),
                new GoodCall("listWebhookDeliveries", "the next page", 200, world -> {
                    Request page = deliveries(world, world.told()).query("limit", 1);
                    return page.query("cursor", world.api().get(page).getString("next"));
                }),
                new GoodCall("replayWebhookDelivery", "one", 200, world -> {
                    String id = world.api()
                            .get(deliveries(world, world.told()))
                            .getJsonArray("items")
                            .getJsonObject(0)
                            .getString("id");
                    return of("POST", "/deliveries/{deliveryId}/replay", world, world.told())
                            .at("deliveryId", id);
                }));
    }

    static Request create(ApiFixture world) {
        return Request.post("/admin/webhooks").as(world.operator());
    }

    static Request deliveries(ApiFixture world, String id) {
        return of("GET", "/deliveries", world, id);
    }

    private static Request of(String method, String path, ApiFixture world, String id) {
        return Request.of(method, "/admin/webhooks/{webhookId}" + path)
                .at("webhookId", id)
                .as(world.operator());
    }

    private static JsonObject settings(ApiFixture world) {
        return new JsonObject()
                .put("description", "Ends of tasks, and messages")
                .put("events", new JsonArray().add("task.completed").add("message.created"))
                .put("sessions", new JsonArray().add(world.session()));
    }
}
