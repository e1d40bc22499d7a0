package dev.cogo.node.ledger;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Something that a client asks for, in the words of either door. */
sealed interface Work {
    String sessionId();

    /** The path of the HTTP API. */
    String path();

    String method();

    /** The body of the HTTP request; empty for none. */
    JsonObject body();

    /** The address of the bridge. */
    String address();

    /** The body of the bridge's frame. */
    JsonObject frame();

    /** Messages: one as such, several as a batch. */
    record Send(String sessionId, List<Text> texts) implements Work {
        @Override
        public String path() {
            return "/chat/message";
        }

        @Override
        public String method() {
            return "POST";
        }

        @Override
        public JsonObject body() {
            JsonObject body = texts.size() == 1 ? texts.getFirst().json() : new JsonObject();
            if (texts.size() > 1) {
                body.put(
                        "messages", new JsonArray(texts.stream().map(Text::json).toList()));
            }
            return body.put("sessionId", sessionId);
        }

        @Override
        public String address() {
            return "chat.message.send";
        }

        @Override
        public JsonObject frame() {
            return body();
        }
    }

    record Text(String clientMessageId, String content) {
        JsonObject json() {
            return new JsonObject().put("clientMessageId", clientMessageId).put("content", content);
        }
    }

    record Edit(String sessionId, String messageId, String content) implements Work {
        @Override
        public String path() {
            return "/chat/session/" + sessionId + "/message/" + messageId;
        }

        @Override
        public String method() {
            return "PATCH";
        }

        @Override
        public JsonObject body() {
            return new JsonObject().put("content", content);
        }

        @Override
        public String address() {
            return "chat.message.edit";
        }

        @Override
        public JsonObject frame() {
            return body().put("sessionId", sessionId).put("messageId", messageId);
        }
    }

    record React(String sessionId, String messageId, String emoji) implements Work {
        @Override
        public String path() {
            return "/chat/session/" + sessionId + "/message/" + messageId + "/reaction/"
                    + URLEncoder.encode(emoji, StandardCharsets.UTF_8);
        }

        @Override
        public String method() {
            return "PUT";
        }

        @Override
        public JsonObject body() {
            return new JsonObject();
        }

        @Override
        public String address() {
            return "chat.reaction.set";
        }

        @Override
        public JsonObject frame() {
            return new JsonObject()
                    .put("sessionId", sessionId)
                    .put("messageId", messageId)
                    .put("emoji", emoji)
                    .put("on", true);
        }
    }
}
