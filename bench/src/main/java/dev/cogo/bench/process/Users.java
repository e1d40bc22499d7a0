package dev.cogo.bench.process;

import dev.cogo.schema.identity.Ids;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Makes accounts on a node. */
public final class Users {
    private Users() {}

    /** Registers new users, and gives each one's access token, which is good for 15 minutes. Blocks. */
    public static Map<UUID, String> register(URI node, int count) {
        Map<UUID, String> tokens = new LinkedHashMap<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < count; i++) {
                JsonObject answer = register(client, node);
                tokens.put(
                        UUID.fromString(answer.getJsonObject("user").getString("id")), answer.getString("accessToken"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no user can be registered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return tokens;
    }

    private static JsonObject register(HttpClient client, URI node) throws IOException, InterruptedException {
        JsonObject account = new JsonObject()
                .put("email", "bench-" + Ids.next() + "@example.org")
                .put("password", Ids.next().toString());
        HttpRequest request = HttpRequest.newBuilder(node.resolve("/auth/register"))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(account.encode()))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 201) {
            throw new IOException("/auth/register answered " + response.statusCode() + ": " + response.body());
        }
        return new JsonObject(response.body());
    }
}
