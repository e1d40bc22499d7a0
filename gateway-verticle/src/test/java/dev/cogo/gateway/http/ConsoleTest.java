package dev.cogo.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private <T> T serving(String webroot, BiFunction<WebClient, Integer, T> work) {
        Router router = Router.router(vertx);
        Console.mount(vertx, router, webroot, Set.of("chat")).await();
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await();
        WebClient client = WebClient.create(vertx, new WebClientOptions().setFollowRedirects(false));
        try {
            return work.apply(client, server.actualPort());
        } finally {
            client.close();
        }
    }

    private static HttpResponse<Buffer> get(WebClient client, int port, String path) {
        return client.get(port, "127.0.0.1", path).send().await();
    }

    @Test
    void aServerWithoutTheConsoleSaysSo() {
        HttpResponse<Buffer> page = serving("no-such-folder", (client, port) -> get(client, port, "/"));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.getHeader("Content-Type")).startsWith("text/html");
        assertThat(page.bodyAsString()).contains("The console was not built").contains("/openapi.yaml");
    }

    @Test
    void aFileThatTheBrowserHasIsNotSentAgain() {
        serving("built-console", (client, port) -> {
            for (String path : List.of("/", "/docs/", "/a/view/of/the/console")) {
                String tag = page(client, port, path, null).getHeader("ETag");
                assertThat(tag).as(path).isNotNull();
                HttpResponse<Buffer> again = page(client, port, path, "\"other\", W/" + tag);
                assertThat(again.statusCode()).as(path).isEqualTo(304);
                assertThat(again.body()).isNull();
                assertThat(again.getHeader("Cache-Control")).isEqualTo("no-cache");
                assertThat(page(client, port, path, "\"other\"").bodyAsString()).contains("<");
            }
            HttpResponse<Buffer> hashed = page(client, port, "/assets/app-0a1b2c.js", null);
            assertThat(hashed.statusCode()).isEqualTo(200);
            assertThat(hashed.getHeader("Cache-Control")).contains("immutable");
            assertThat(page(client, port, "/none.js", null).statusCode()).isEqualTo(404);
            return null;
        });
    }

    private static HttpResponse<Buffer> page(WebClient client, int port, String path, @Nullable String has) {
        HttpRequest<Buffer> request = client.get(port, "127.0.0.1", path).putHeader("Accept", "text/html");
        if (has != null) {
            request.putHeader("If-None-Match", has);
        }
        return request.send().await();
    }

    @Test
    void thePagesOfTheDocumentsAloneMayBringStyles() {
        List<HttpResponse<Buffer>> answers = serving(
                "built-console",
                (client, port) -> Stream.of("/docs", "/docs/", "/")
                        .map(path -> get(client, port, path))
                        .toList());

        assertThat(answers.get(0).statusCode()).isEqualTo(302);
        assertThat(answers.get(0).getHeader("Location")).isEqualTo("/docs/");
        assertThat(answers.get(1).bodyAsString()).contains("Documents");
        assertThat(answers.get(1).getHeader("Content-Security-Policy"))
                .contains("style-src 'self' 'unsafe-inline'")
                .doesNotContain("script-src");
        assertThat(answers.get(2).bodyAsString()).contains("Console");
        assertThat(answers.get(2).getHeader("Content-Security-Policy")).doesNotContain("unsafe-inline");
    }
}
