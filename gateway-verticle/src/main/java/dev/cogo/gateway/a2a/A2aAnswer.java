package dev.cogo.gateway.a2a;

import io.vertx.core.json.JsonObject;

/** What comes of a call. */
sealed interface A2aAnswer {
    /** A result of it. */
    record Result(JsonObject json) implements A2aAnswer {}

    /** Events, as they happen. */
    record Events(TaskFeed feed) implements A2aAnswer {}
}
