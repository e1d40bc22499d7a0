package dev.cogo.bench.messages;

import io.vertx.core.json.JsonObject;

/** Frames of the event-bus bridge, as clients send them over a plain WebSocket. */
public final class Bridge {
    /** The path of the WebSocket. */
    public static final String TARGET = "/eventbus/websocket";

    /** Keeps a silent connection open. */
    public static final String PING = "{\"type\":\"ping\"}";

    private Bridge() {}

    /** Says who the client is; answered by a pong. */
    public static String login(String token) {
        return withToken("ping", token).encode();
    }

    /** Says who the client is, and that it wants to hear a channel. */
    public static String register(String channel, String token) {
        return withToken("register", token).put("address", channel).encode();
    }

    private static JsonObject withToken(String type, String token) {
        return new JsonObject()
                .put("type", type)
                .put("headers", new JsonObject().put("authorization", "Bearer " + token));
    }

    /** Wants to hear a channel. */
    public static String register(String channel) {
        return new JsonObject().put("type", "register").put("address", channel).encode();
    }

    /** Wants to hear a channel no longer. */
    public static String unregister(String channel) {
        return new JsonObject()
                .put("type", "unregister")
                .put("address", channel)
                .encode();
    }

    /** Calls an address; the answer comes at the address {@code r}. */
    public static String call(String address, JsonObject body) {
        return new JsonObject()
                .put("type", "send")
                .put("address", address)
                .put("replyAddress", "r")
                .put("body", body)
                .encode();
    }

    /** Sends a message, with a text that needs no escapes. */
    static String send(String sessionId, String text) {
        return "{\"type\":\"send\",\"address\":\"chat.message.send\",\"replyAddress\":\"r\",\"body\":{\"sessionId\":\""
                + sessionId + "\",\"content\":\"" + text + "\"}}";
    }

    /** The name of a session's channel. */
    public static String channel(String sessionId) {
        return "chat_session_" + sessionId;
    }

    /** Whether this says that a channel is heard from now on. */
    public static boolean isSubscribed(String frame) {
        return frame.contains("\"event\":\"subscribed\"");
    }

    /** Whether this refuses something, or tells an end. */
    public static boolean isRefusal(String frame) {
        return frame.startsWith("{\"type\":\"err\"")
                || frame.contains("\"event\":\"closing\"")
                || frame.contains("\"event\":\"unsubscribed\"")
                || frame.contains("\"event\":\"lagged\"");
    }
}
