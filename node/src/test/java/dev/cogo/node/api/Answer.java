package dev.cogo.node.api;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** An HTTP answer. */
record Answer(int status, String contentType, Optional<String> retryAfter, String text) {
    JsonObject json() {
        return new JsonObject(text);
    }

    /** The code of a problem document; empty for any other answer. */
    String code() {
        return contentType.equals("application/problem+json") ? json().getString("code", "") : "";
    }

    /** What two answers must share so that nobody can tell them apart: all but the request's own id. */
    String withoutInstance() {
        JsonObject body = json();
        body.remove("instance");
        return status + " " + contentType + " " + body.encode();
    }
}
