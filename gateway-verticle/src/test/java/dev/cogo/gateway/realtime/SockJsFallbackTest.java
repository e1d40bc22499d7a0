package dev.cogo.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.gateway.realtime.event.RealtimeLimits;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** SockJS over plain HTTP, as its protocol has it; its public client is tried in the end-to-end tests. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SockJsFallbackTest {
    private RealtimeFixture fixture;
    private HttpClient http;
    private String token = "";

    @BeforeAll
    void open() {
        fixture = new RealtimeFixture(RealtimeFixture.quick(), 1);
        http = fixture.vertx.createHttpClient();
        token = fixture.tokens.issue(Ids.next());
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    @Test
    void polling() {
        assertThat(poll("p1")).isEqualTo("o\n");
        send("p1", TestClient.frame("register", "system_announcements", token).encode());
        assertThat(poll("p1")).startsWith("a[").contains("subscribed");
        fixture.announce("one");
        assertThat(poll("p1")).startsWith("a[").contains("one");
    }

    @Test
    void aSessionWhoseClientStaysAwayEnds() {
        int before = fixture.sockets(0);
        poll("p2");
        assertThat(fixture.sockets(0)).isEqualTo(before + 1);
        // SockJS waits five seconds for the next request.
        RealtimeFixture.until("it has ended", () -> fixture.sockets(0) == before && fixture.leaving(0) == 0);
    }

    @Test
    void aBodyThatIsFarTooLongIsRefused() {
        poll("p3");
        String frame = "x".repeat(RealtimeLimits.defaults().maxMessageBytes());
        assertThat(post("/eventbus/000/p3/xhr_send", new JsonArray().add(frame).encode())
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void whatIsNoFrameIsAnsweredAndTheSessionStays() {
        poll("p4");
        assertThat(post("/eventbus/000/p4/xhr_send", "[\"x\"").statusCode()).isEqualTo(500);
        send("p4", "no json");
        assertThat(poll("p4")).contains("invalid_json");
    }

    @Test
    void aStoppingNodeSendsItsPollersElsewhere() {
        RealtimeLimits.Times quick = RealtimeFixture.quick().times();
        RealtimeLimits patient = RealtimeFixture.quick()
                .with(new RealtimeLimits.Times(
                        quick.login(),
                        quick.idle(),
                        // The poll that takes the notice may be slow to come.
                        Duration.ofSeconds(10),
                        quick.reconnectSpread(),
                        quick.channelLinger(),
                        quick.presenceLinger(),
                        quick.sweep(),
                        quick.heartbeat()));
        try (RealtimeFixture stopping = new RealtimeFixture(patient, 1)) {
            int port = stopping.port(0);
            assertThat(bodyOf(post(port, "/eventbus/000/p5/xhr", ""))).isEqualTo("o\n");
            Future<HttpClientResponse> waiting = post(port, "/eventbus/000/p5/xhr", "");
            Future<Void> stopped = stopping.stopHub(0);
            assertThat(bodyOf(waiting)).contains("reconnect", "shutting_down", "afterMs");
            assertThat(bodyOf(post(port, "/eventbus/000/p5/xhr", ""))).startsWith("c[3000,");
            stopped.await();
        }
    }

    @Test
    void aListedPageMayAskWithCredentials() {
        String origin = "https://chat.example.com";
        HttpClientResponse info = http.request(HttpMethod.GET, fixture.port(0), "127.0.0.1", "/eventbus/info")
                .compose(request -> request.putHeader("Origin", origin).send())
                .await();
        assertThat(info.getHeader("Access-Control-Allow-Origin")).isEqualTo(origin);
        assertThat(info.getHeader("Access-Control-Allow-Credentials")).isEqualTo("true");
    }

    @Test
    void iframesAreNotServed() {
        for (String page : new String[] {"/eventbus/iframe.html", "/eventbus/iframe-1.6.1.html", "/eventbus/"}) {
            HttpClientResponse answer = http.request(HttpMethod.GET, fixture.port(0), "127.0.0.1", page)
                    .compose(request -> request.send())
                    .await();
            assertThat(answer.statusCode()).as(page).isEqualTo(404);
        }
    }

    private String poll(String session) {
        HttpClientResponse answer = post("/eventbus/000/" + session + "/xhr", "");
        assertThat(answer.statusCode()).as(answer.headers().toString()).isEqualTo(200);
        return answer.body().await().toString();
    }

    private void send(String session, String frame) {
        assertThat(post(
                                "/eventbus/000/" + session + "/xhr_send",
                                new JsonArray().add(frame).encode())
                        .statusCode())
                .isEqualTo(204);
    }

    private HttpClientResponse post(String path, String body) {
        return post(fixture.port(0), path, body).await();
    }

    private Future<HttpClientResponse> post(int port, String path, String body) {
        return http.request(HttpMethod.POST, port, "127.0.0.1", path)
                // The inner one is there before the answer is: one that comes too late finds a body that nobody took.
                .compose(request -> request.send(Buffer.buffer(body))
                        .compose(response -> response.body().map(read -> response)));
    }

    private static String bodyOf(Future<HttpClientResponse> answer) {
        return answer.await().body().await().toString();
    }
}
