package dev.cogo.agentbridge;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An agent over real HTTP whose behaviour a test chooses. */
final class TestAgent implements AutoCloseable {
    /** What to do with a task that was handed over for the {@code number}th time, counted from 1. */
    interface Behaviour {
        void answer(int number, JsonObject task, HttpServerResponse response);
    }

    /** A delivery as it came. */
    record Delivery(String path, String authorization, String idempotencyKey, JsonObject body) {}

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = vertx.createHttpClient();
    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final Behaviour behaviour;

    TestAgent(Behaviour behaviour) {
        this.behaviour = behaviour;
        this.server = vertx.createHttpServer()
                .requestHandler(this::receive)
                .listen(0, "127.0.0.1")
                .await();
    }

    static TestAgent saying(int status, String body) {
        return new TestAgent(
                (number, task, response) -> response.setStatusCode(status).end(body));
    }

    static TestAgent accepting() {
        return saying(202, "{\"status\":\"accepted\"}");
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    List<Delivery> deliveries() {
        return deliveries;
    }

    /** Posts a report to where the task's last delivery said; the HTTP status. */
    int report(String taskId, JsonObject report) {
        String url = deliveries.stream()
                .filter(delivery -> taskId.equals(delivery.body().getString("taskId")))
                .reduce((first, second) -> second)
                .orElseThrow()
                .body()
                .getString("callbackUrl");
        RequestOptions options = new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(url);
        return http.request(options)
                .compose(request -> request.send(report.toBuffer()))
                .map(response -> response.statusCode())
                .await();
    }

    @Override
    public void close() {
        vertx.close().await();
    }

    private void receive(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            JsonObject task = new JsonObject(body);
            deliveries.add(new Delivery(
                    request.path(), request.getHeader("authorization"), request.getHeader("idempotency-key"), task));
            long number = deliveries.stream()
                    .filter(delivery -> delivery.body().getString("taskId").equals(task.getString("taskId")))
                    .count();
            behaviour.answer((int) number, task, request.response());
        });
    }
}
