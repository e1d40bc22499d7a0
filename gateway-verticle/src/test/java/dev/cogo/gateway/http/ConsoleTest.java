package dev.cogo.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void aServerWithoutTheConsoleSaysSo() {
        Router router = Router.router(vertx);
        Console.mount(vertx, router, "no-such-folder", Set.of("chat")).await();
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await();

        WebClient client = WebClient.create(vertx);
        HttpResponse<Buffer> page =
                client.get(server.actualPort(), "127.0.0.1", "/").send().await();
        client.close();

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.getHeader("Content-Type")).startsWith("text/html");
        assertThat(page.bodyAsString()).contains("The console was not built").contains("/openapi.yaml");
    }
}
