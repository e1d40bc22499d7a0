package dev.cogo.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
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
