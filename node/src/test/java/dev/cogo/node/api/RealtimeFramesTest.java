package dev.cogo.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WholeNode.class)
class RealtimeFramesTest {
    @TestFactory
    Stream<DynamicTest> framesThatAreNoneAreRefusedAndTheConnectionGoesOn(ApiFixture world) {
        Map<String, String> frames = new LinkedHashMap<>();
        frames.put("{", "invalid_json");
        frames.put("", "invalid_request");
        frames.put("[]", "invalid_request");
        frames.put("null", "invalid_request");
        frames.put("{} {}", "invalid_json");
        frames.put("{}", "invalid_request");
        frames.put("{\"type\":\"ping\",\"type\":\"ping\"}", "invalid_json");
        frames.put("{\"type\":\"jump\"}", "invalid_request");
        frames.put("{\"type\":1}", "invalid_request");
        frames.put("{\"type\":\"ping\",\"surprise\":1}", "invalid_request");
        frames.put("{\"type\":\"register\"}", "invalid_request");
        frames.put("{\"type\":\"register\",\"address\":7}", "invalid_request");
        frames.put("{\"type\":\"register\",\"address\":\"" + "x".repeat(201) + "\"}", "invalid_request");
        frames.put("{\"type\":\"register\",\"address\":\"x\",\"headers\":[]}", "invalid_request");
        frames.put(
                "{\"type\":\"register\",\"address\":\"x\",\"headers\":{\"authorization\":\"none\"}}",
                "invalid_request");
        frames.put("{\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}", "invalid_json");
        frames.put("{\"type\":\"ping\",\"body\":\"" + "x".repeat(200_000) + "\"}", "payload_too_large");
        return frames.entrySet().stream()
                .map(frame -> DynamicTest.dynamicTest("\"%.60s\"".formatted(frame.getKey()), () -> {
                    try (Bridge bridge = world.bridge()) {
                        bridge.frame(frame.getKey());
                        assertError(bridge.next(Bridge::isError), frame.getValue());
                        bridge.frame("{\"type\":\"ping\"}");
                        bridge.next(answer -> "pong".equals(answer.getString("type")));
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> bodiesOfCallsAreRefused(ApiFixture world) {
        JsonObject session = new JsonObject().put("sessionId", world.session());
        JsonObject message = session.copy().put("content", "x");
        JsonObject one = session.copy().put("messageId", Ids.next().toString());
        return Stream.of(
                        call("chat.message.send", session, "invalid_request"),
                        call("chat.message.send", message.copy().put("surprise", 1), "invalid_request"),
                        call("chat.message.send", message.copy().put("content", 1), "invalid_request"),
                        call("chat.message.send", message.copy().put("content", " "), "invalid_request"),
                        call("chat.message.send", message.copy().put("content", "a\0b"), "invalid_content"),
                        call("chat.message.send", message.copy().put("content", "a\u0007b"), "invalid_content"),
                        call(
                                "chat.message.send",
                                message.copy().put("content", "é".repeat(16_385)),
                                "content_too_large"),
                        call("chat.message.send", message.copy().put("sessionId", "1-1-1-1-1"), "invalid_request"),
                        call("chat.message.send", message.copy().put("sessionId", 1), "invalid_request"),
                        call("chat.message.send", message.copy().put("clientMessageId", ""), "invalid_request"),
                        call(
                                "chat.message.send",
                                message.copy().put("clientMessageId", "x".repeat(129)),
                                "invalid_request"),
                        call("chat.message.send", message.copy().put("replyTo", "nothing"), "invalid_request"),
                        call(
                                "chat.message.send",
                                message.copy().put("replyTo", Ids.next().toString()),
                                "message_not_found"),
                        call("chat.message.send", message.copy().put("metadata", "x"), "invalid_request"),
                        call(
                                "chat.message.send",
                                message.copy().put("metadata", new JsonObject().put("a", "\0")),
                                "invalid_content"),
                        call(
                                "chat.message.send",
                                message.copy().put("metadata", new JsonObject().put("a", "x".repeat(4096))),
                                "content_too_large"),
                        call("chat.message.send", message.copy().put("messageType", "system"), "invalid_request"),
                        call("chat.message.send", message.copy().put("messages", new JsonArray()), "invalid_request"),
                        call("chat.message.send", session.copy().put("messages", new JsonArray()), "invalid_request"),
                        call(
                                "chat.message.send",
                                session.copy().put("messages", new JsonArray().add("x")),
                                "invalid_request"),
                        call(
                                "chat.message.send",
                                session.copy().put("messages", batch("good", "bad\0")),
                                "invalid_content"),
                        call(
                                "chat.message.send",
                                session.copy()
                                        .put("messages", batch("x ".repeat(101).split(" "))),
                                "invalid_request"),
                        call("chat.message.send", message.copy().put("mentions", "all"), "invalid_request"),
                        call(
                                "chat.message.send",
                                message.copy().put("mentions", new JsonArray().add("all")),
                                "invalid_request"),
                        call("chat.message.edit", message, "invalid_request"),
                        call("chat.message.edit", one.copy().put("content", " "), "invalid_request"),
                        call("chat.message.edit", one.copy().put("content", "a\0b"), "invalid_content"),
                        call("chat.message.edit", one.copy().put("content", "x"), "message_not_found"),
                        call("chat.message.delete", session, "invalid_request"),
                        call("chat.message.delete", one.copy().put("surprise", 1), "invalid_request"),
                        call("chat.message.delete", one, "message_not_found"),
                        call("chat.reaction.set", one.copy().put("emoji", "x"), "invalid_request"),
                        call("chat.reaction.set", one.copy().put("emoji", "x y").put("on", true), "invalid_request"),
                        call("chat.reaction.set", one.copy().put("emoji", "x").put("on", 1), "invalid_request"),
                        call("chat.reaction.set", one.copy().put("emoji", "x").put("on", true), "message_not_found"),
                        call("chat.read", session, "invalid_request"),
                        call("chat.read", session.copy().put("seq", -1), "invalid_request"),
                        call("chat.read", session.copy().put("seq", 1.5), "invalid_request"),
                        call("chat.timeline", session, "invalid_request"),
                        call("chat.timeline", session.copy().put("after", -1), "invalid_request"),
                        call("chat.timeline", session.copy().put("after", 0).put("limit", 0), "invalid_request"),
                        call("chat.timeline", session.copy().put("after", 0).put("limit", 201), "invalid_request"),
                        call("chat.typing", session, "invalid_request"),
                        call("chat.typing", session.copy().put("isTyping", "true"), "invalid_request"),
                        call("chat.typing", session.copy().put("isTyping", true).put("surprise", 1), "invalid_request"),
                        call("chat.presence", session.copy().put("status", "offline"), "invalid_request"),
                        call("chat.presence", session.copy().put("status", 1), "invalid_request"),
                        call("chat.presence", session.copy().put("state", "text"), "invalid_request"),
                        call("chat.presence", session.copy().put("limit", 201), "invalid_request"),
                        call("chat.presence", session.copy().put("offline", "yes"), "invalid_request"),
                        call("chat.presence", session.copy().put("cursor", "nonsense"), "invalid_cursor"),
                        call("chat.presence", new JsonObject(), "invalid_request"),
                        call("chat.message.post", message, "not_found"),
                        call("gateway.access.revoked", message, "not_found"),
                        call(Channel.SESSION + world.session(), message, "not_found"))
                .map(bad -> DynamicTest.dynamicTest(bad.toString(), () -> {
                    String before = world.rows().count();
                    try (Bridge bridge = world.bridge()) {
                        assertError(
                                bridge.call(
                                        bad.address(), bad.body(), world.alice().token()),
                                bad.code());
                    }
                    assertThat(world.rows().count()).isEqualTo(before);
                }));
    }

    /** From the document, so that a field of a new call is not forgotten. */
    @TestFactory
    Stream<DynamicTest> bodiesThatTheDocumentDoesNotAllowAreRefused(ApiFixture world) {
        BridgeDocument document = new BridgeDocument();
        return document.calls().stream()
                .map(call -> DynamicTest.dynamicTest(call.address(), () -> {
                    String before = world.rows().count();
                    try (Bridge bridge = world.bridge()) {
                        document.badBodies(call).forEach((what, body) -> {
                            JsonObject answer = bridge.call(
                                    call.address(), body, world.alice().token());
                            assertThat(answer.getString("code")).as(what).isEqualTo("invalid_request");
                        });
                    }
                    assertThat(world.rows().count()).isEqualTo(before);
                }));
    }

    @Test
    void publishingIsRefused(ApiFixture world) {
        String before = world.rows().count();
        try (Bridge bridge = world.bridge()) {
            bridge.listen(Channel.SESSION + world.session(), world.alice());
            bridge.frame(new JsonObject()
                    .put("type", "publish")
                    .put("address", Channel.SESSION + world.session())
                    .put("body", new JsonObject().put("event", "new_message")));
            assertError(bridge.next(Bridge::isError), "method_not_allowed");
        }
        assertThat(world.rows().count()).isEqualTo(before);
    }

    @TestFactory
    Stream<DynamicTest> channelsThatAreNoneAreRefused(ApiFixture world) {
        return Stream.of(
                        "x",
                        "chat_session_",
                        "chat_session_x",
                        "chat_session_1-1-1-1-1",
                        Channel.SESSION + world.session().toUpperCase(Locale.ROOT),
                        Channel.SESSION + world.session() + "x",
                        "chat.message.send",
                        "system_announcements ",
                        "system_announcements\0")
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    try (Bridge bridge = world.bridge()) {
                        assertError(bridge.register(name, world.alice().token()), "channel_not_found");
                    }
                }));
    }

    private record BadFrame(String address, JsonObject body, String code) {
        @Override
        public String toString() {
            String text = body.encode();
            return address + " " + text.substring(0, Math.min(text.length(), 120)) + ": " + code;
        }
    }

    private static BadFrame call(String address, JsonObject body, String code) {
        return new BadFrame(address, body, code);
    }

    private static JsonArray batch(String... contents) {
        JsonArray messages = new JsonArray();
        Arrays.stream(contents).forEach(content -> messages.add(new JsonObject().put("content", content)));
        return messages;
    }

    private static void assertError(JsonObject frame, String code) {
        Map<String, Integer> numbers =
                Arrays.stream(ErrorCode.values()).collect(Collectors.toMap(ErrorCode::wireName, ErrorCode::number));
        assertThat(frame.getString("code")).as(frame.encode()).isEqualTo(code);
        assertThat(frame.getString("type")).isEqualTo("err");
        assertThat(frame.getInteger("failureCode")).isEqualTo(numbers.get(code));
        assertThat(frame.getString("message")).isNotBlank().doesNotContain("Exception");
    }
}
