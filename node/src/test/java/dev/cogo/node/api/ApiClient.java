package dev.cogo.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Calls the node as any client does. */
final class ApiClient implements AutoCloseable {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;

    ApiClient(URI base) {
        this.base = base;
    }

    Answer send(Request request) {
        HttpRequest.Builder message = HttpRequest.newBuilder(URI.create(base + request.target()))
                .timeout(Duration.ofSeconds(30))
                .method(
                        request.method(),
                        request.body().map(BodyPublishers::ofByteArray).orElseGet(BodyPublishers::noBody));
        request.headers().forEach(message::header);
        try {
            HttpResponse<String> response = http.send(message.build(), BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("content-type").orElse(""),
                    response.headers().firstValue("retry-after"),
                    response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The first line of an answer's body, which may never end. */
    String beginning(Request request) {
        HttpRequest.Builder message =
                HttpRequest.newBuilder(URI.create(base + request.target())).timeout(Duration.ofSeconds(30));
        request.headers().forEach(message::header);
        try (var lines = http.send(message.build(), BodyHandlers.ofLines()).body()) {
            return lines.findFirst().orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The body of an answer that must be a success. */
    JsonObject get(Request request) {
        Answer answer = send(request);
        assertThat(answer.status())
                .as("%s: %s", request.target(), answer.text())
                .isBetween(200, 299);
        return answer.text().isEmpty() ? new JsonObject() : answer.json();
    }

    @Override
    public void close() {
        http.close();
    }
}
