package dev.cogo.gateway.realtime;

import static dev.cogo.gateway.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cogo.gateway.TestGateway;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.database.Database;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Event streams and tickets through a whole gateway, with its database and its REST door. */
class TicketsAndStreamsTest {
    private static TestGateway gateway;
    private static Database database;
    private static FakeServices services;
    private static JsonObject login;
    private static UUID user;
    private static UUID session;
    private static String events;

    @BeforeAll
    static void start() {
        gateway = new TestGateway();
        database = Database.open(gateway.vertx, gateway.database);
        services = new FakeServices();
        gateway.vertx
                .deployVerticle(services, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                .await();
        // Interest is told to a home, from here on and for what was told before.
        new FakeHome(gateway.vertx, ClusterView.alone(), services::lastSeq);
        login = gateway.newUser();
        user = UUID.fromString(login.getJsonObject("user").getString("id"));
        session = services.session(user);
        events = "/chat/session/" + session + "/events";
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void curlHearsASession() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "there is no curl here");
        services.tell(services.store(session, "before"));
        Process curl = new ProcessBuilder(
                        "curl",
                        "-sN",
                        "-H",
                        "Accept: text/event-stream",
                        "-H",
                        "Authorization: Bearer " + token(),
                        "http://127.0.0.1:" + gateway.port() + events + "?after=0")
                .redirectErrorStream(true)
                .start();
        try (BufferedReader out = curl.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.readLine()).startsWith("retry: ");
            assertThat(out.readLine()).isEmpty();
            assertThat(out.readLine()).isEqualTo("event: subscribed");
            assertThat(out.readLine()).contains("\"recovered\":true,\"since\":0");
            assertThat(out.readLine()).isEmpty();
            assertThat(out.readLine()).isEqualTo("id: 1");
            assertThat(out.readLine()).isEqualTo("event: new_message");
            assertThat(out.readLine())
                    .startsWith("data: {\"event\":\"new_message\"")
                    .contains("before");
            assertThat(out.readLine()).isEmpty();
            services.tell(services.store(session, "안녕\nnow"));
            assertThat(out.readLine()).isEqualTo("id: 2");
            assertThat(out.readLine()).isEqualTo("event: new_message");
            assertThat(out.readLine()).contains("안녕\\nnow");
        } finally {
            curl.destroy();
        }
    }

    @Test
    void whoDoesNotAskForAStreamGetsAPage() {
        assertThat(page("application/json", "?after=0").getHeader("Content-Type"))
                .isEqualTo("application/json");
        assertThat(page("*/*", "?after=0").getHeader("Content-Type")).isEqualTo("application/json");
        assertProblem(page("*/*", ""), ErrorCode.INVALID_REQUEST);
        assertProblem(page("*/*", "?after=0&ticket=x"), ErrorCode.INVALID_REQUEST);
        assertProblem(page("text/event-stream;q=0", "?after=0"), ErrorCode.NOT_ACCEPTABLE);
        assertProblem(page("text/event-stream", "?after=x"), ErrorCode.INVALID_REQUEST);
        assertProblem(page("text/event-stream", "?since=1"), ErrorCode.INVALID_REQUEST);
        assertProblem(
                gateway.client
                        .get("/chat/session/" + UUID.randomUUID() + "/events")
                        .putHeader("Accept", "text/event-stream")
                        .bearerTokenAuthentication(token())
                        .send()
                        .await(),
                ErrorCode.SESSION_NOT_FOUND);
    }

    @Test
    void aTicketOpensAStreamOnce() {
        String ticket = ticket();
        EventStreamClient client = new EventStreamClient(gateway.vertx, gateway.port(), ticket);
        client.subscribe(channel(), null, null);
        client.awaitSubscribed(channel());
        assertProblem(streamWith(ticket), ErrorCode.INVALID_TICKET);
        assertProblem(streamWith("x"), ErrorCode.INVALID_TICKET);
        String unused = ticket();
        assertProblem(
                gateway.client.get(events + "?after=0&ticket=" + unused).send().await(), ErrorCode.UNAUTHENTICATED);
        // Only streams take it; so it is still good.
        new EventStreamClient(gateway.vertx, gateway.port(), unused).subscribe(channel(), null, null);
    }

    @Test
    void aTicketOpensAWebSocketOnce() {
        List<String> urls = List.of("/eventbus/websocket?ticket=", "/eventbus/000/abcdef/websocket?ticket=");
        for (String url : urls) {
            String ticket = ticket();
            TestClient client = url.contains("000")
                    ? TestClient.sockJs(gateway.vertx, gateway.port(), ticket)
                    : TestClient.raw(gateway.vertx, gateway.port(), ticket);
            client.send(new JsonObject().put("type", "register").put("address", channel()));
            client.awaitSubscribed(channel());
            assertThatThrownBy(() -> TestClient.raw(gateway.vertx, gateway.port(), ticket))
                    .satisfies(refused ->
                            assertThat(rejection(refused).getStatus()).isEqualTo(401))
                    .satisfies(refused ->
                            assertThat(rejection(refused).getBody().toString()).contains("invalid_ticket"));
        }
        String kept = ticket();
        assertThat(gateway.get("/eventbus/info?ticket=" + kept).statusCode()).isEqualTo(200);
        TestClient.sockJs(gateway.vertx, gateway.port(), kept);
    }

    @Test
    void aTicketLastsHalfAMinuteAndNotBeyondItsLogin() {
        HttpResponse<Buffer> made = gateway.client
                .post("/auth/ticket")
                .bearerTokenAuthentication(token())
                .send()
                .await();
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.bodyAsJsonObject().getLong("expiresIn")).isEqualTo(30);
        String old = made.bodyAsJsonObject().getString("ticket");
        assertThat(old).hasSize(43);
        assertThat(database.query("SELECT * FROM login_tickets WHERE encode(ticket_hash, 'escape') LIKE $1", old)
                        .size())
                .isZero();
        database.query("UPDATE login_tickets SET expires_at = now() - interval '1 second'");
        assertProblem(streamWith(old), ErrorCode.INVALID_TICKET);

        JsonObject other = gateway.newUser();
        String ticket = ticket(other.getString("accessToken"));
        gateway.post("/auth/logout", new JsonObject().put("refreshToken", other.getString("refreshToken")));
        assertProblem(streamWith(ticket), ErrorCode.INVALID_TICKET);
        assertProblem(gateway.client.post("/auth/ticket").send().await(), ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void ofManyUsesAtOnceOneSucceeds() {
        String ticket = ticket();
        int good = 0;
        List<Future<HttpResponse<Buffer>>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(gateway.client
                    .get("/chat/session/" + UUID.randomUUID() + "/events?ticket=" + ticket)
                    .putHeader("Accept", "text/event-stream")
                    .send());
        }
        for (Future<HttpResponse<Buffer>> one : all) {
            // Who is let in is told that there is no such session.
            good += one.await().statusCode() == 404 ? 1 : 0;
        }
        assertThat(good).isEqualTo(1);
    }

    private static UpgradeRejectedException rejection(Throwable refused) {
        return (UpgradeRejectedException) refused;
    }

    private static HttpResponse<Buffer> page(String accept, String query) {
        return gateway.client
                .get(events + query)
                .putHeader("Accept", accept)
                .bearerTokenAuthentication(token())
                .send()
                .await();
    }

    private static HttpResponse<Buffer> streamWith(String ticket) {
        return gateway.client
                .get(events + "?ticket=" + ticket)
                .putHeader("Accept", "text/event-stream")
                .send()
                .await();
    }

    private static String channel() {
        return new Channel.OfSession(session).name();
    }

    private static String token() {
        return login.getString("accessToken");
    }

    private static String ticket() {
        return ticket(token());
    }

    private static String ticket(String token) {
        return gateway.client
                .post("/auth/ticket")
                .bearerTokenAuthentication(token)
                .send()
                .await()
                .bodyAsJsonObject()
                .getString("ticket");
    }
}
