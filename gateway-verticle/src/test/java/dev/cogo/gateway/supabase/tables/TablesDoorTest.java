package dev.cogo.gateway.supabase.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.gateway.FakeServices;
import dev.cogo.gateway.TestGateway;
import dev.cogo.gateway.supabase.ApiKeys;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessagePage;
import dev.cogo.schema.message.MessageType;
import dev.cogo.schema.message.ReadHistory;
import dev.cogo.schema.message.SendMessages;
import dev.cogo.schema.session.SessionPage;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What requests for rows ask of the chat, and how much at most. */
class TablesDoorTest {
    private static final UUID SESSION = Ids.next();
    private static final String MESSAGES = "/rest/v1/chat_messages_realtime";

    @AutoClose
    private static final TestGateway gateway = new TestGateway();

    private static final String anonKey =
            ApiKeys.make(ApiKeys.Role.ANON, gateway.config.secrets().anonKeySecret());
    private static final FakeServices services = FakeServices.deploy(
            gateway.vertx,
            Map.of(
                    Address.SESSION_LIST, request -> new SessionPage(List.of(), null),
                    Address.HISTORY_READ, request -> endless((ReadHistory) request),
                    Address.MESSAGE_SEND,
                            request -> {
                                throw new CogoException(ErrorCode.SILENCED, "you may not write here for a while");
                            }));
    private static final String token = gateway.newUser().getString("accessToken");

    @BeforeEach
    void nothingAsked() throws InterruptedException {
        while (!services.isEmpty()) {
            services.next();
        }
    }

    /** A session without a beginning or an end. */
    private static MessagePage endless(ReadHistory request) {
        long from =
                request.after() != null ? request.after() + 1 : Math.min(request.before(), 1_000_000) - request.limit();
        List<Message> items = LongStream.range(from, from + request.limit())
                .mapToObj(seq -> new Message(
                        new UUID(7, seq),
                        seq,
                        SESSION,
                        null,
                        "m" + seq,
                        MessageType.TEXT,
                        Instant.EPOCH,
                        null,
                        null,
                        null))
                .toList();
        return new MessagePage(
                items, Long.toString(request.after() != null ? items.getLast().seq() : from));
    }

    @Test
    void asManyMessagesAreReadAsWanted() throws InterruptedException {
        HttpResponse<Buffer> answer =
                get(MESSAGES + "?session_id=eq." + SESSION + "&order=seq.desc&limit=3&select=content");

        assertThat(answer.bodyAsJsonArray())
                .isEqualTo(new JsonArray(
                        "[{\"content\":\"m999999\"},{\"content\":\"m999998\"},{\"content\":\"m999997\"}]"));
        assertThat(answer.getHeader("Content-Range")).isEqualTo("0-2/*");
        assertThat(((ReadHistory) services.next()).limit()).isEqualTo(3);
        assertThat(services.isEmpty()).isTrue();
    }

    @Test
    void aReadEndsHoweverLittleItFinds() throws InterruptedException {
        HttpResponse<Buffer> answer = get(MESSAGES + "?session_id=eq." + SESSION + "&content=eq.never");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.bodyAsJsonObject().getString("code")).isEqualTo("54000");
        assertThat(answer.bodyAsJsonObject().getString("hint")).contains("session_id");
        int pages = 0;
        for (; !services.isEmpty(); pages++) {
            services.next();
        }
        assertThat(pages).isEqualTo(25);
    }

    @Test
    void boundsOfTheSeqAreWhereReadingBegins() throws InterruptedException {
        HttpResponse<Buffer> answer =
                get(MESSAGES + "?session_id=eq." + SESSION + "&seq=gt.500&seq=lte.502&select=seq");

        assertThat(answer.bodyAsJsonArray()).isEqualTo(new JsonArray("[{\"seq\":501},{\"seq\":502}]"));
        assertThat(((ReadHistory) services.next()).after()).isEqualTo(499);
        assertThat(services.isEmpty()).isTrue();
    }

    @Test
    void anInsertIsASend() throws InterruptedException {
        HttpResponse<Buffer> answer = gateway.request(HttpMethod.POST, MESSAGES)
                .putHeader("apikey", anonKey)
                .bearerTokenAuthentication(token)
                .sendJson(new JsonArray()
                        .add(new JsonObject()
                                .put("session_id", SESSION.toString())
                                .put("content", "one"))
                        .add(new JsonObject()
                                .put("session_id", SESSION.toString())
                                .put("content", "two")))
                .await();

        assertThat(((SendMessages) services.next()).messages()).hasSize(2);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.bodyAsJsonObject())
                .isEqualTo(new JsonObject()
                        .put("code", "42501")
                        .put("details", "silenced")
                        .putNull("hint")
                        .put("message", "you may not write here for a while"));
    }

    @Test
    void otherTablesAndFunctionsHaveASentence() {
        JsonObject table = get("/rest/v1/profiles").bodyAsJsonObject();
        assertThat(table.getString("code")).isEqualTo("PGRST205");
        assertThat(table.getString("hint")).contains("chat_messages_realtime", "POSTGREST_URL");
        JsonObject function = get("/rest/v1/rpc/add").bodyAsJsonObject();
        assertThat(function.getString("code")).isEqualTo("PGRST202");
        assertThat(function.getString("hint")).contains("POSTGREST_URL");
    }

    private static HttpResponse<Buffer> get(String path) {
        return gateway.request(HttpMethod.GET, path)
                .putHeader("apikey", anonKey)
                .bearerTokenAuthentication(token)
                .send()
                .await();
    }
}
