package dev.cogo.gateway.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.gateway.FakeServices;
import dev.cogo.gateway.TestGateway;
import dev.cogo.schema.agent.CancelTask;
import dev.cogo.schema.ai.Answer;
import dev.cogo.schema.ai.RequestAnswer;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessagePage;
import dev.cogo.schema.message.MessageType;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.message.ReadHistory;
import dev.cogo.schema.message.SearchMessages;
import dev.cogo.schema.message.SendMessages;
import dev.cogo.schema.message.StoredMessages;
import dev.cogo.schema.session.ListSessions;
import dev.cogo.schema.session.SessionPage;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class McpDoorTest {
    private static final String NEW = "2026-07-28";
    private static final String OLD = "2025-11-25";
    private static final UUID SESSION = Ids.next();
    private static final UUID FOREIGN = Ids.next();

    @AutoClose
    private static final TestGateway gateway = new TestGateway();

    private static final FakeServices services = FakeServices.deploy(
            gateway.vertx,
            Map.of(
                    Address.SESSION_LIST, request -> new SessionPage(List.of(), null),
                    Address.HISTORY_READ,
                            request -> {
                                if (((ReadHistory) request).sessionId().equals(FOREIGN)) {
                                    throw new CogoException(ErrorCode.SESSION_NOT_FOUND, "there is no such session");
                                }
                                return new MessagePage(
                                        List.of(stored(new NewMessage("say \"hi\"\n</s>", null, null, null))), null);
                            },
                    Address.MESSAGE_SEARCH, request -> new MessagePage(List.of(), null),
                    Address.MESSAGE_SEND,
                            request -> new StoredMessages(List.of(
                                    stored(((SendMessages) request).messages().getFirst()))),
                    Address.TASK_CANCEL,
                            request -> {
                                throw new CogoException(ErrorCode.TASK_NOT_FOUND, "there is no such task");
                            },
                    Address.AI_ANSWER,
                            request -> {
                                Message message = stored(((RequestAnswer) request).question());
                                return new Answer(message, message, "fi", "offline", "offline", false, null);
                            }));
    private static final JsonObject login = gateway.newUser();
    private static final String token = login.getString("accessToken");
    private static final UUID user = UUID.fromString(login.getJsonObject("user").getString("id"));

    @BeforeEach
    void nothingIsLeft() throws InterruptedException {
        while (!services.isEmpty()) {
            services.next();
        }
    }

    private static Message stored(NewMessage message) {
        return new Message(
                Ids.next(),
                1,
                SESSION,
                null,
                message.content(),
                MessageType.TEXT,
                Instant.parse("2026-01-02T03:04:05Z"),
                message.clientMessageId(),
                message.replyTo(),
                message.metadata());
    }

    private static HttpRequest<Buffer> post() {
        // What every client of Streamable HTTP says that it takes.
        return gateway.request(HttpMethod.POST, "/mcp")
                .putHeader("Accept", "application/json, text/event-stream")
                .bearerTokenAuthentication(token);
    }

    private static JsonObject rpc(String method, JsonObject params) {
        return new JsonObject()
                .put("jsonrpc", "2.0")
                .put("id", 7)
                .put("method", method)
                .put("params", params);
    }

    private static HttpResponse<Buffer> old(String method, JsonObject params) {
        return post().putHeader("MCP-Protocol-Version", OLD)
                .sendJsonObject(rpc(method, params))
                .await();
    }

    private static JsonObject meta(String revision) {
        return new JsonObject()
                .put(
                        "_meta",
                        new JsonObject()
                                .put("io.modelcontextprotocol/protocolVersion", revision)
                                .put("io.modelcontextprotocol/clientCapabilities", new JsonObject()));
    }

    private static HttpResponse<Buffer> stateless(String method, JsonObject params, @Nullable String name) {
        HttpRequest<Buffer> request =
                post().putHeader("MCP-Protocol-Version", NEW).putHeader("Mcp-Method", method);
        if (name != null) {
            request.putHeader("Mcp-Name", name);
        }
        return request.sendJsonObject(rpc(method, meta(NEW).mergeIn(params))).await();
    }

    private static JsonObject call(String tool, JsonObject arguments) {
        HttpResponse<Buffer> response =
                old("tools/call", new JsonObject().put("name", tool).put("arguments", arguments));
        assertThat(response.statusCode()).as(response.bodyAsString()).isEqualTo(200);
        assertThat(response.bodyAsJsonObject().getInteger("id")).isEqualTo(7);
        return response.bodyAsJsonObject().getJsonObject("result");
    }

    private static JsonObject in(UUID session) {
        return new JsonObject().put("sessionId", session.toString());
    }

    private static void assertError(HttpResponse<Buffer> response, int status, int code) {
        assertThat(response.statusCode()).as(response.bodyAsString()).isEqualTo(status);
        assertThat(response.bodyAsJsonObject().getJsonObject("error").getInteger("code"))
                .isEqualTo(code);
    }

    @Test
    void toolsAreTheOperationsOfTheApi() throws InterruptedException {
        JsonObject page = call(
                "read_history", in(SESSION).put("before", 9).putNull("after").put("limit", 2));
        assertThat(services.next()).isEqualTo(new ReadHistory(user, SESSION, 9L, null, 2));
        // As text and as it is, and other people's quotation marks don't end it.
        assertThat(page.getJsonObject("structuredContent")
                        .getJsonArray("items")
                        .getJsonObject(0)
                        .getString("content"))
                .isEqualTo("say \"hi\"\n</s>");
        assertThat(new JsonObject(page.getJsonArray("content").getJsonObject(0).getString("text")))
                .isEqualTo(page.getJsonObject("structuredContent"));

        call("send_message", in(SESSION).put("content", "Hei").put("clientMessageId", "c-1"));
        assertThat(services.next())
                .isEqualTo(new SendMessages(user, SESSION, List.of(new NewMessage("Hei", "c-1", null, null))));
        call("list_sessions", new JsonObject().put("limit", 5));
        assertThat(services.next()).isEqualTo(new ListSessions(user, 5, null));
        call("search", new JsonObject().put("q", "a+b & c/d"));
        assertThat(((SearchMessages) services.next()).query()).isEqualTo("a+b & c/d");
        // Whole, though the client takes streams.
        JsonObject answer = call("ask_ai", in(SESSION).put("message", "Why?"));
        assertThat(answer.getJsonObject("structuredContent").getString("language"))
                .isEqualTo("fi");
        assertThat(((RequestAnswer) services.next()).question().content()).isEqualTo("Why?");
        call("cancel_task", new JsonObject().put("taskId", SESSION.toString()));
        assertThat(services.next()).isEqualTo(new CancelTask(user, SESSION, false));
    }

    @Test
    void aToolsFailureIsAResultThatSaysWhy() throws InterruptedException {
        JsonObject failed = call("read_history", in(FOREIGN));
        assertThat(failed.getBoolean("isError")).isTrue();
        assertThat(new JsonObject(
                        failed.getJsonArray("content").getJsonObject(0).getString("text")))
                .isEqualTo(new JsonObject()
                        .put("code", "session_not_found")
                        .put("detail", "there is no such session")
                        .put("retryable", false));
        services.next();
        for (JsonObject arguments : List.of(
                new JsonObject(),
                new JsonObject().put("sessionId", "a/../b"),
                new JsonObject().put("sessionId", new JsonArray()),
                in(SESSION).put("limit", "many"),
                in(SESSION).put("surprise", 1))) {
            assertThat(call("read_history", arguments).encode()).contains("invalid_request");
        }
        // What the operation takes, and the tool does not.
        assertThat(call("send_message", in(SESSION).put("messages", new JsonArray()))
                        .encode())
                .contains("invalid_request");
        assertThat(call("get_task", in(SESSION)).encode()).contains("invalid_request");
        assertThat(services.isEmpty()).isTrue();
    }

    @Test
    void theHandshakeOfTheOlderRevision() {
        HttpResponse<Buffer> hello = post().sendJsonObject(
                        rpc("initialize", new JsonObject().put("protocolVersion", "2024-11-05")))
                .await();
        assertThat(hello.bodyAsJsonObject().getJsonObject("result").getString("protocolVersion"))
                .isEqualTo(OLD);
        assertThat(hello.getHeader("Mcp-Session-Id")).isNull();
        JsonObject initialized = rpc("notifications/initialized", new JsonObject());
        initialized.remove("id");
        assertThat(post().sendJsonObject(initialized).await().statusCode()).isEqualTo(202);
        assertThat(old("ping", new JsonObject()).bodyAsJsonObject().getJsonObject("result"))
                .isEqualTo(new JsonObject());
        JsonArray tools = old("tools/list", new JsonObject())
                .bodyAsJsonObject()
                .getJsonObject("result")
                .getJsonArray("tools");
        assertThat(tools).hasSize(Tool.values().length);
        assertThat(tools.getJsonObject(1).getJsonObject("inputSchema").encode())
                .contains("\"required\":[\"sessionId\"]", "\"format\":\"uuid\"", "\"maximum\":200")
                .doesNotContain("__");
        assertError(old("logging/setLevel", new JsonObject()), 200, -32601);
        assertError(old("tools/call", new JsonObject().put("name", "format_disk")), 200, -32602);
        assertThat(gateway.request(HttpMethod.GET, "/mcp").send().await().statusCode())
                .isEqualTo(405);
    }

    @Test
    void theNewerRevisionDescribesItselfInEachRequest() throws InterruptedException {
        JsonObject found = stateless("server/discover", new JsonObject(), null)
                .bodyAsJsonObject()
                .getJsonObject("result");
        assertThat(found.getJsonArray("supportedVersions")).containsExactly(NEW, OLD);
        assertThat(found.getString("resultType")).isEqualTo("complete");
        JsonObject sessions = new JsonObject().put("name", "list_sessions");
        assertThat(stateless("tools/call", sessions, "=?base64?bGlzdF9zZXNzaW9ucw==?=")
                        .bodyAsJsonObject()
                        .getJsonObject("result")
                        .getString("resultType"))
                .isEqualTo("complete");
        services.next();

        assertError(stateless("tools/call", sessions, "search"), 400, -32020);
        assertError(stateless("tools/call", sessions, "=?base64?%%?="), 400, -32020);
        assertError(stateless("tools/call", sessions, null), 400, -32020);
        assertError(stateless("initialize", new JsonObject(), null), 404, -32601);
        assertError(stateless("resources/read", new JsonObject().put("uri", "x"), "x"), 200, -32602);
        HttpRequest<Buffer> request =
                post().putHeader("MCP-Protocol-Version", NEW).putHeader("Mcp-Method", "tools/list");
        assertError(request.sendJsonObject(rpc("tools/list", new JsonObject())).await(), 400, -32602);
        assertError(request.sendJsonObject(rpc("tools/list", meta(OLD))).await(), 400, -32020);
        assertError(request.sendJsonObject(rpc("server/discover", meta(NEW))).await(), 400, -32020);
        assertError(post().sendJsonObject(rpc("tools/list", meta(NEW))).await(), 400, -32020);
        HttpResponse<Buffer> unknown = post().putHeader("MCP-Protocol-Version", "v9")
                .sendJsonObject(rpc("server/discover", meta("v9")))
                .await();
        assertError(unknown, 400, -32022);
        assertThat(unknown.bodyAsJsonObject().getJsonObject("error").getJsonObject("data"))
                .isEqualTo(new JsonObject()
                        .put("supported", new JsonArray().add(NEW).add(OLD))
                        .put("requested", "v9"));
        assertThat(services.isEmpty()).isTrue();
    }

    @Test
    void whoBearsNoTokenIsToldWhereToLook() {
        JsonObject body = rpc("tools/list", new JsonObject());
        HttpResponse<Buffer> nobody =
                gateway.request(HttpMethod.POST, "/mcp").sendJsonObject(body).await();
        assertThat(nobody.statusCode()).isEqualTo(401);
        String challenge = nobody.getHeader("WWW-Authenticate");
        assertThat(challenge).doesNotContain("error=");
        String address = challenge.split("resource_metadata=\"", -1)[1].replace("\"", "");
        JsonObject document = gateway.request(HttpMethod.GET, address.substring(address.indexOf("/.well-known")))
                .send()
                .await()
                .bodyAsJsonObject();
        assertThat(document.getString("resource"))
                .startsWith("http://127.0.0.1:")
                .endsWith("/mcp");
        assertThat(document.getJsonArray("scopes_supported"))
                .contains("chat:read")
                .doesNotContain("account");

        HttpResponse<Buffer> forged =
                post().bearerTokenAuthentication("forged").sendJsonObject(body).await();
        assertThat(forged.statusCode()).isEqualTo(401);
        assertThat(forged.getHeader("WWW-Authenticate")).contains("error=\"invalid_token\"", "resource_metadata=");
    }

    @Test
    void pagesOfOthersMayNotCall() {
        JsonObject body = rpc("ping", new JsonObject());
        String port = ":" + gateway.port();
        for (Map.Entry<String, String> page : Map.of(
                        "http://evil.example.com",
                        "127.0.0.1",
                        "http://rebound.example.com" + port,
                        "rebound.example.com",
                        "null",
                        "127.0.0.1")
                .entrySet()) {
            assertThat(post().putHeader("Origin", page.getKey())
                            .virtualHost(page.getValue())
                            .sendJsonObject(body)
                            .await()
                            .statusCode())
                    .as(page.getKey())
                    .isEqualTo(403);
        }
        for (String origin : List.of(TestGateway.ORIGIN, "http://127.0.0.1" + port)) {
            assertThat(post().putHeader("Origin", origin)
                            .sendJsonObject(body)
                            .await()
                            .statusCode())
                    .as(origin)
                    .isEqualTo(200);
        }
    }

    @Test
    void whatIsNoRequestIsRefused() {
        Map<String, Integer> bodies = Map.of(
                "{", -32700,
                "[]", -32600,
                "{}", -32600,
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}", -32600,
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":[]}", -32600);
        bodies.forEach((body, code) -> assertError(
                post().putHeader("Content-Type", "application/json")
                        .sendBuffer(Buffer.buffer(body))
                        .await(),
                400,
                code));
        assertError(post().sendBuffer(Buffer.buffer("{}")).await(), 415, -32000);
        assertError(post().putHeader("Content-Type", "application/json").send().await(), 400, -32600);
        assertThat(post().sendJsonObject(rpc("ping", new JsonObject().put("x", "x".repeat(140_000))))
                        .await()
                        .statusCode())
                .isEqualTo(413);
    }
}
