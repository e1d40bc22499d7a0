package dev.cogo.agentbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.tuple;

import dev.cogo.runtime.testing.Eventually;
import dev.cogo.schema.a2a.DeletePushConfig;
import dev.cogo.schema.a2a.FindContexts;
import dev.cogo.schema.a2a.ListPushConfigs;
import dev.cogo.schema.a2a.NameContext;
import dev.cogo.schema.a2a.NamedContext;
import dev.cogo.schema.a2a.NamedContexts;
import dev.cogo.schema.a2a.PushConfig;
import dev.cogo.schema.a2a.PushConfigs;
import dev.cogo.schema.a2a.SavePushConfig;
import dev.cogo.schema.agent.AnswerBy;
import dev.cogo.schema.agent.CancelTask;
import dev.cogo.schema.agent.ReportType;
import dev.cogo.schema.agent.Task;
import dev.cogo.schema.agent.TaskReport;
import dev.cogo.schema.agent.TaskStatus;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessageType;
import dev.cogo.schema.record.BusRecord;
import dev.cogo.schema.record.Done;
import dev.cogo.schema.webhook.AddWebhookSecret;
import dev.cogo.schema.webhook.CreateWebhook;
import dev.cogo.schema.webhook.DeliveryStatus;
import dev.cogo.schema.webhook.ListWebhookDeliveries;
import dev.cogo.schema.webhook.ReadWebhook;
import dev.cogo.schema.webhook.ReplayWebhookDelivery;
import dev.cogo.schema.webhook.UpdateWebhook;
import dev.cogo.schema.webhook.Webhook;
import dev.cogo.schema.webhook.WebhookDelivery;
import dev.cogo.schema.webhook.WebhookDeliveryPage;
import dev.cogo.schema.webhook.WebhookEvent;
import dev.cogo.schema.webhook.WebhookSecret;
import dev.cogo.schema.webhook.WebhookSettings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhooksTest extends BridgeTest {
    private TestNode node;

    @BeforeEach
    void start() {
        database.query("DELETE FROM webhook_endpoints");
        node = node(closing(TestAgent.accepting()));
    }

    @Test
    void whatHappensIsToldSignedAndOnlyToWhoWantsToKnow() throws Exception {
        Receiver receiver = closing(new Receiver(request -> request.response().end()));
        var all = create(receiver, null, null);
        var failures = create(receiver, List.of(WebhookEvent.TASK_FAILED), null);
        var elsewhere = create(receiver, null, List.of(Ids.next()));
        Task done = completed();
        Task canceled = node.start(owner, session);
        node.bus()
                .<Task>request(Address.TASK_CANCEL, new CancelTask(owner, canceled.taskId(), false))
                .await();
        Task asking = node.start(owner, session);
        reached(node, asking, TaskStatus.WORKING);
        node.bus()
                .<Task>request(
                        Address.TASK_REPORT,
                        new TaskReport(
                                asking.taskId(),
                                "q",
                                ReportType.INPUT_REQUIRED,
                                null,
                                null,
                                null,
                                null,
                                null,
                                "Which?",
                                AnswerBy.MEMBER,
                                null,
                                null))
                .await();
        Eventually.until("three", () -> receiver.received.size() == 3);
        assertThat(receiver.received)
                .extracting(received -> received.json().getString("type"))
                .containsExactlyInAnyOrder("task.completed", "task.canceled", "task.input_required");
        Received first = receiver.of("task.completed");
        assertThat(first.json().getJsonObject("data").getString("taskId"))
                .isEqualTo(done.taskId().toString());
        assertThat(first.json().getJsonObject("data").getJsonObject("result").getInteger("words"))
                .isEqualTo(2);
        verify(secretOf(all), first);
        Eventually.until(
                "the log",
                () -> log(all).stream()
                        .allMatch(delivery ->
                                delivery.status() == DeliveryStatus.DELIVERED && delivery.lastStatus() == 200));
        assertThat(log(failures)).isEmpty();
        assertThat(log(elsewhere)).isEmpty();
        assertThat(database.query("SELECT * FROM webhook_endpoints, webhook_secrets")
                        .toString())
                .doesNotContain(secretOf(all));
    }

    @Test
    void messagesOfNamedSessionsAreToldAsTheyAreThenAndKeptNowhere() {
        Receiver receiver = closing(new Receiver(request -> request.response().end()));
        List<WebhookEvent> events = List.of(WebhookEvent.MESSAGE_CREATED, WebhookEvent.MESSAGE_DELETED);
        chat.happens(session, 1, "new_message", said(1, "long ago"));
        var webhook = create(receiver, events, List.of(session));
        chat.happens(session, 2, "new_message", said(2, "a lighthouse"));
        chat.happens(session, 3, "message_updated", said(2, "a lighthouse"));
        chat.happens(session, 4, "new_message", null);
        chat.happens(session, 5, "message_deleted", said(2, ""));
        chat.happens(session, 6, "new_message", said(6, "x".repeat(20_000)));
        Eventually.until("three", () -> receiver.received.size() == 3);
        assertThat(receiver.received)
                .extracting(received -> received.json().getString("type"))
                .containsExactly("message.created", "message.deleted", "message.created");
        JsonObject first = receiver.received.getFirst().json().getJsonObject("data");
        assertThat(first.getString("sessionId")).isEqualTo(session.toString());
        assertThat(first.getLong("seq")).isEqualTo(2);
        assertThat(first.getJsonObject("message").getString("content")).isEqualTo("a lighthouse");
        JsonObject omitted =
                receiver.received.getLast().json().getJsonObject("data").getJsonObject("message");
        assertThat(omitted.getBoolean("omitted")).isTrue();
        assertThat(omitted.getString("content")).isNull();
        Eventually.until("the log", () -> log(webhook).stream().noneMatch(one -> one.status() == DeliveryStatus.OPEN));
        assertThat(log(webhook))
                .extracting(WebhookDelivery::status, WebhookDelivery::lastError)
                .containsExactly(
                        tuple(DeliveryStatus.DELIVERED, null),
                        tuple(DeliveryStatus.DELIVERED, null),
                        tuple(DeliveryStatus.FAILED, "the message is not kept any more"),
                        tuple(DeliveryStatus.DELIVERED, null));
        assertThat(database.query("SELECT 1 FROM webhook_deliveries WHERE payload IS NOT NULL"))
                .isEmpty();
        assertRefused(
                ErrorCode.INVALID_REQUEST,
                node,
                Address.WEBHOOK_CREATE,
                new CreateWebhook(new WebhookSettings(receiver.url(), null, events, null, null)));
        assertRefused(
                ErrorCode.INVALID_REQUEST,
                node,
                Address.WEBHOOK_UPDATE,
                new UpdateWebhook(webhook.id(), new WebhookSettings(null, null, null, List.of(), null)));
    }

    private Message said(long seq, String content) {
        return new Message(Ids.next(), seq, session, owner, content, MessageType.TEXT, Instant.now(), null, null, null);
    }

    @Test
    void bothSecretsSignWhileOneTakesTheOthersPlace() throws Exception {
        Receiver receiver = closing(new Receiver(request -> request.response().end()));
        var webhook = create(receiver, null, null);
        WebhookSecret second = node.bus()
                .<WebhookSecret>request(Address.WEBHOOK_SECRET_ADD, new AddWebhookSecret(webhook.id(), 3600))
                .await();
        completed();
        Received received = receiver.one();
        assertThat(received.headers().get("webhook-signature").split(" ")).hasSize(2);
        verify(secretOf(webhook), received);
        verify(second.secret(), received);
        WebhookSecret third = node.bus()
                .<WebhookSecret>request(Address.WEBHOOK_SECRET_ADD, new AddWebhookSecret(webhook.id(), 0))
                .await();
        completed();
        Eventually.until("the second", () -> receiver.received.size() == 2);
        assertThat(receiver.received
                        .getLast()
                        .headers()
                        .get("webhook-signature")
                        .split(" "))
                .hasSize(1);
        verify(third.secret(), receiver.received.getLast());
    }

    @Test
    void whatFailsIsTriedAgainByTheSameIdAndPauses() {
        Receiver receiver = closing(
                new Receiver(request -> request.response().setStatusCode(500).end()));
        var webhook = create(receiver, null, null);
        completed();
        Eventually.until("the attempt", () -> log(webhook).getFirst().attempts() == 1);
        WebhookDelivery open = log(webhook).getFirst();
        assertThat(open.status()).isEqualTo(DeliveryStatus.OPEN);
        assertThat(open.lastStatus()).isEqualTo(500);
        assertThat(open.nextAttemptAt()).isAfter(open.createdAt().plusSeconds(3));
        due(webhook);
        Eventually.until("the second attempt", () -> log(webhook).getFirst().attempts() == 2);
        assertThat(receiver.received)
                .extracting(received -> received.headers().get("webhook-id"))
                .containsExactly(open.id().toString(), open.id().toString());
        database.query("UPDATE webhook_deliveries SET attempts = 9");
        due(webhook);
        Eventually.until("the end", () -> log(webhook).getFirst().status() == DeliveryStatus.FAILED);
    }

    @Test
    void aReceiverThatAsksForAPauseGetsItForAllThatWaits() {
        Receiver receiver = closing(new Receiver(request -> request.response()
                .setStatusCode(429)
                .putHeader("retry-after", "600")
                .end()));
        var webhook = create(receiver, null, null);
        completed();
        Eventually.until("the attempt", () -> log(webhook).getFirst().attempts() == 1);
        assertThat(log(webhook).getFirst().nextAttemptAt())
                .isAfter(Instant.now().plusSeconds(500));
        Eventually.until("the pause", () -> database.query("""
                SELECT 1 FROM webhook_endpoints WHERE next_attempt_at > now() + interval '8 minutes'
                                                  AND lease_owner IS NULL""").size() == 1);
    }

    @Test
    void aReceiverThatIsGoneIsToldNothingMore() {
        Receiver receiver = closing(
                new Receiver(request -> request.response().setStatusCode(410).end()));
        var webhook = create(receiver, null, null);
        completed();
        Eventually.until("the end", () -> !read(webhook).enabled());
        assertThat(read(webhook).disabledReason()).contains("410");
        assertThat(log(webhook).getFirst().status()).isEqualTo(DeliveryStatus.FAILED);
        completed();
        assertThat(log(webhook)).hasSize(1);
        assertThat(node.bus()
                        .<Webhook>request(
                                Address.WEBHOOK_UPDATE,
                                new UpdateWebhook(webhook.id(), new WebhookSettings(null, null, null, null, true)))
                        .await()
                        .disabledReason())
                .isNull();
    }

    @Test
    void aRedirectIsNotFollowedAndAnAddressOfTheHouseNotCalled() {
        Receiver inside = closing(new Receiver(request -> request.response().end()));
        Receiver receiver = closing(new Receiver(request -> request.response()
                .setStatusCode(307)
                .putHeader("location", inside.url())
                .end()));
        var redirected = create(receiver, null, null);
        var forbidden = node.bus()
                .<Webhook>request(
                        Address.WEBHOOK_CREATE,
                        new CreateWebhook(new WebhookSettings("http://169.254.169.254/latest", null, null, null, null)))
                .await();
        completed();
        Eventually.until("the redirect", () -> log(redirected).getFirst().attempts() == 1);
        Eventually.until("the refusal", () -> log(forbidden).getFirst().attempts() == 1);
        assertThat(log(redirected).getFirst().lastStatus()).isEqualTo(307);
        assertThat(log(forbidden).getFirst().lastError()).isEqualTo("the URL leads where this server does not go");
        assertThat(inside.received).isEmpty();
    }

    @Test
    void aReceiverThatHangsKeepsNobodyWaiting() {
        Receiver hanging = closing(new Receiver(request -> {}));
        Receiver quick = closing(new Receiver(request -> request.response().end()));
        create(hanging, null, null);
        create(quick, null, null);
        for (int i = 0; i < 3; i++) {
            completed();
        }
        Eventually.until("all", () -> quick.received.size() == 3);
        assertThat(hanging.received).hasSize(1);
    }

    @Test
    void somethingIsToldAgainByTheSameId() {
        Receiver receiver = closing(new Receiver(request -> request.response().end()));
        var webhook = create(receiver, null, null);
        completed();
        UUID id = UUID.fromString(receiver.one().headers().get("webhook-id"));
        Eventually.until("the log", () -> log(webhook).getFirst().status() == DeliveryStatus.DELIVERED);
        node.bus()
                .<WebhookDelivery>request(Address.WEBHOOK_REPLAY, new ReplayWebhookDelivery(webhook.id(), id))
                .await();
        Eventually.until("the second", () -> receiver.received.size() == 2);
        assertThat(receiver.received.getLast().headers().get("webhook-id")).isEqualTo(id.toString());
        assertThat(receiver.received.getLast().body())
                .isEqualTo(receiver.received.getFirst().body());
        assertRefused(
                ErrorCode.WEBHOOK_NOT_FOUND, node, Address.WEBHOOK_REPLAY, new ReplayWebhookDelivery(Ids.next(), id));
    }

    @Test
    void whoAskedForATaskIsToldOfItInTheWordsOfA2a() {
        String key = "whsec_" + Base64.getEncoder().encodeToString(new byte[32]);
        Receiver named = closing(new Receiver(request -> request.response().end()));
        Receiver signed = closing(new Receiver(request -> request.response().end()));
        Receiver gone = closing(
                new Receiver(request -> request.response().setStatusCode(410).end()));
        var everything = create(named, null, null);
        name(owner, "notes");
        Task task = node.start(owner, session);
        save(owner, task, new PushConfig("named", named.url(), "seen", "Bearer", "secret-word"), false);
        save(owner, task, new PushConfig("signed", signed.url(), key, null, null), false);
        save(owner, task, new PushConfig("gone", gone.url(), null, null, null), false);
        reached(node, task, TaskStatus.WORKING);
        report(task, ReportType.RESULT, Map.of("summary", "Two words"));

        Eventually.until("the webhook and the client", () -> named.received.size() == 2);
        Received told = named.received.stream()
                .filter(one -> one.json().containsKey("statusUpdate"))
                .findFirst()
                .orElseThrow();
        JsonObject status = told.json().getJsonObject("statusUpdate").getJsonObject("status");
        assertThat(status.getString("state")).isEqualTo("TASK_STATE_COMPLETED");
        assertThat(told.json().getJsonObject("statusUpdate").getString("contextId"))
                .isEqualTo(status.getJsonObject("message").getString("contextId"))
                .isEqualTo("notes");
        assertThat(status.getJsonObject("message")
                        .getJsonArray("parts")
                        .getJsonObject(0)
                        .getString("text"))
                .isEqualTo("Two words");
        assertThat(told.headers())
                .containsEntry("authorization", "Bearer secret-word")
                .containsEntry("x-a2a-notification-token", "seen")
                .doesNotContainKey("webhook-signature");
        verify(key, signed.one());
        assertThat(signed.one().headers()).doesNotContainKey("x-a2a-notification-token");
        Eventually.until("the one that is gone", () -> configs(owner, task).size() == 2);
        assertThat(configs(owner, task))
                .extracting(PushConfig::id, PushConfig::credentials)
                .containsExactly(tuple("named", null), tuple("signed", null));
        assertThat(configs(member, task)).isEmpty();
        assertThat(log(everything)).hasSize(1);
        assertThat(database.query("SELECT encode(sealed, 'escape') AS sealed FROM a2a_push_configs").stream()
                        .map(row -> row.getString("sealed")))
                .noneMatch(text -> text.contains("secret-word"));
    }

    @Test
    void whoComesLateIsToldHowTheTaskStandsAndNobodyHasTooManyReceivers() {
        Receiver late = closing(new Receiver(request -> request.response().end()));
        Task task = completed();
        save(owner, task, new PushConfig("late", late.url(), null, null, null), true);
        save(owner, task, new PushConfig("late", late.url(), null, null, null), true);
        assertThat(late.one().json().getJsonObject("statusUpdate").getString("taskId"))
                .isEqualTo(task.taskId().toString());
        for (int i = 1; i < 10; i++) {
            save(owner, task, new PushConfig("c" + i, late.url(), null, null, null), false);
        }
        PushConfig more = new PushConfig("c10", late.url(), null, null, null);
        assertRefused(
                ErrorCode.RATE_LIMITED,
                node,
                Address.TASK_PUSH_SAVE,
                new SavePushConfig(owner, task.taskId(), more, false));
        assertRefused(
                ErrorCode.TASK_NOT_FOUND,
                node,
                Address.TASK_PUSH_SAVE,
                new SavePushConfig(stranger, task.taskId(), more, false));
        node.bus()
                .<Done>request(Address.TASK_PUSH_DELETE, new DeletePushConfig(owner, task.taskId(), "late"))
                .await();
        assertThat(configs(owner, task)).hasSize(9);
        assertThat(late.received).hasSize(1);
    }

    @Test
    void aNameOfAContextIsItsUsersOwnAndIsGivenOnce() {
        UUID later = Ids.next();
        addSession(later);
        assertThat(name(owner, "notes")).isEqualTo(session);
        NameContext again = new NameContext(owner, new NamedContext("notes", later));
        assertThat(contexts(Address.TASK_CONTEXT_NAME, again))
                .extracting(NamedContext::sessionId)
                .containsExactly(session);
        FindContexts find = new FindContexts(member, List.of("notes"), List.of(session));
        assertThat(contexts(Address.TASK_CONTEXT_FIND, find)).isEmpty();
        database.query("DELETE FROM user_chat_sessions WHERE session_id = $1", session);
        assertThat(contexts(Address.TASK_CONTEXT_NAME, again))
                .extracting(NamedContext::sessionId)
                .containsExactly(later);
        assertRefused(
                ErrorCode.SESSION_NOT_FOUND,
                node,
                Address.TASK_CONTEXT_NAME,
                new NameContext(owner, new NamedContext("other", session)));
    }

    private UUID name(UUID userId, String name) {
        return contexts(Address.TASK_CONTEXT_NAME, new NameContext(userId, new NamedContext(name, session)))
                .getFirst()
                .sessionId();
    }

    private List<NamedContext> contexts(Address address, BusRecord request) {
        return node.bus().<NamedContexts>request(address, request).await().items();
    }

    private void save(UUID userId, Task task, PushConfig config, boolean alsoNow) {
        node.bus()
                .<Done>request(Address.TASK_PUSH_SAVE, new SavePushConfig(userId, task.taskId(), config, alsoNow))
                .await();
    }

    private List<PushConfig> configs(UUID userId, Task task) {
        return node.bus()
                .<PushConfigs>request(Address.TASK_PUSH_LIST, new ListPushConfigs(userId, task.taskId()))
                .await()
                .items();
    }

    private void report(Task task, ReportType type, Map<String, Object> result) {
        node.bus()
                .<Task>request(
                        Address.TASK_REPORT, new TaskReport(task.taskId(), "end", type, null, null, result, null))
                .await();
    }

    private Task completed() {
        Task task = node.start(owner, session);
        reached(node, task, TaskStatus.WORKING);
        report(task, ReportType.RESULT, Map.of("words", 2));
        return ended(node, task);
    }

    private Webhook create(Receiver receiver, List<WebhookEvent> events, List<UUID> sessions) {
        return node.bus()
                .<Webhook>request(
                        Address.WEBHOOK_CREATE,
                        new CreateWebhook(new WebhookSettings(receiver.url(), null, events, sessions, null)))
                .await();
    }

    private Webhook read(Webhook webhook) {
        return node.bus()
                .<Webhook>request(Address.WEBHOOK_READ, new ReadWebhook(webhook.id()))
                .await();
    }

    private List<WebhookDelivery> log(Webhook webhook) {
        return node.bus()
                .<WebhookDeliveryPage>request(
                        Address.WEBHOOK_DELIVERIES, new ListWebhookDeliveries(webhook.id(), 50, null))
                .await()
                .items();
    }

    /** As if the pause were over. */
    private void due(Webhook webhook) {
        Eventually.until(
                "the lease",
                () -> database.query(
                                        "SELECT 1 FROM webhook_endpoints WHERE id = $1 AND lease_owner IS NULL",
                                        webhook.id())
                                .size()
                        == 1);
        database.query("UPDATE webhook_deliveries SET next_attempt_at = now() WHERE endpoint_id = $1", webhook.id());
        node.bus()
                .<Webhook>request(
                        Address.WEBHOOK_UPDATE,
                        new UpdateWebhook(webhook.id(), new WebhookSettings(null, "due", null, null, null)))
                .await();
    }

    private static String secretOf(Webhook webhook) {
        return webhook.secrets().getFirst().secret();
    }

    private static void verify(String secret, Received received) {
        Map<String, List<String>> headers = received.headers().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
        assertThatCode(() -> new com.standardwebhooks.Webhook(secret).verify(received.body(), headers))
                .doesNotThrowAnyException();
    }

    private record Received(Map<String, String> headers, String body) {
        JsonObject json() {
            return new JsonObject(body);
        }
    }

    /** A receiver over real HTTP whose answer a test chooses. */
    private static final class Receiver implements AutoCloseable {
        private final Vertx vertx = Vertx.vertx();
        private final List<Received> received = new CopyOnWriteArrayList<>();
        private final HttpServer server;

        Receiver(Consumer<HttpServerRequest> answer) {
            server = vertx.createHttpServer()
                    .requestHandler(request -> request.body().onSuccess(body -> {
                        received.add(new Received(
                                request.headers().entries().stream()
                                        .collect(Collectors.toMap(
                                                header -> header.getKey().toLowerCase(Locale.ROOT),
                                                Map.Entry::getValue)),
                                body.toString()));
                        answer.accept(request);
                    }))
                    .listen(0, "127.0.0.1")
                    .await();
        }

        String url() {
            return "http://127.0.0.1:" + server.actualPort() + "/hook";
        }

        Received one() {
            Eventually.until("a delivery", () -> !received.isEmpty());
            return received.getFirst();
        }

        Received of(String type) {
            return received.stream()
                    .filter(one -> one.json().getString("type").equals(type))
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public void close() {
            vertx.close().await();
        }
    }
}
