package dev.cogo.bench.ai;

import dev.cogo.bench.messages.Conversations.Turn;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What is said to a node's AI by HTTP, in each session by its own user. */
record Questions(URI url, HttpClient http, List<Turn> sessions, Map<UUID, String> tokens) {
    /** Asks for an answer of this number; completes with the whole of it. */
    CompletableFuture<HttpResponse<String>> ask(int session, int number) {
        return post(
                session,
                "/chat/ai-response",
                new JsonObject()
                        .put("sessionId", sessions.get(session).sessionId().toString())
                        .put("message", ModelStub.ASKED + number));
    }

    /** Has an answer ended in its midst. */
    CompletableFuture<HttpResponse<String>> cancel(int session, UUID run) {
        return post(session, "/chat/ai-run/" + run + "/cancel", null);
    }

    private CompletableFuture<HttpResponse<String>> post(int session, String path, @Nullable JsonObject body) {
        return http.sendAsync(
                HttpRequest.newBuilder(url.resolve(path))
                        .header("content-type", "application/json")
                        .header(
                                "authorization",
                                "Bearer " + tokens.get(sessions.get(session).userId()))
                        .POST(
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body.encode()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
