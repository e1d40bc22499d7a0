package dev.cogo.node.ledger;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The HTTP API, over connections that are kept. */
record HttpDoor(HttpClient http, NodeProcess node, Person person) implements Door {
    /** Longer than any answer may take: the bus's own patience is ten seconds. */
    static final Duration TIMEOUT = Duration.ofSeconds(20);

    static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    @Override
    public JsonObject call(Work work) throws IOException, RefusedException {
        return call(work.method(), work.path(), work.body());
    }

    JsonObject call(String method, String path, JsonObject body) throws IOException, RefusedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(node.address().resolve(path))
                .timeout(TIMEOUT)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body.encode()));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (!person.token().isEmpty()) {
            request.header("Authorization", "Bearer " + person.token());
        }
        HttpResponse<String> response = send(request.build());
        JsonObject answer = response.body().isEmpty() ? new JsonObject() : new JsonObject(response.body());
        if (response.statusCode() >= 300) {
            throw new RefusedException(answer.getString("code", "status " + response.statusCode()), response.body());
        }
        return answer;
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    @Override
    public void close() {
        // the connections are the client's
    }
}
