package dev.cogo.gateway.a2a;

import dev.cogo.schema.error.CogoException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * How a client wants its answer (section 3.2.2).
 *
 * @param historyLength how many of the last messages; null for all
 * @param atOnce whether it does not wait for the task
 * @param push where it wants to be told; null for nowhere
 */
record SendOptions(
        @Nullable Integer historyLength,
        boolean atOnce,
        @Nullable Params push) {
    static SendOptions of(Params params) {
        Params configuration = params.object("configuration");
        return configuration == null
                ? new SendOptions(null, false, null)
                : new SendOptions(
                        historyLength(configuration),
                        configuration.flag("returnImmediately"),
                        configuration.object("taskPushNotificationConfig"));
    }

    /** The parameter of this name; fails with {@code invalid_request} for less than nothing. */
    static @Nullable Integer historyLength(Params params) {
        Integer length = params.integer("historyLength");
        if (length != null && length < 0) {
            throw CogoException.invalid("historyLength must not be negative");
        }
        return length;
    }

    /** The task with as much of its history as is wanted. */
    static JsonObject cut(JsonObject task, @Nullable Integer historyLength) {
        JsonArray history = task.getJsonArray("history");
        if (history == null || historyLength == null || history.size() <= historyLength) {
            return task;
        }
        if (historyLength == 0) {
            task.remove("history");
            return task;
        }
        return task.put(
                "history", new JsonArray(history.getList().subList(history.size() - historyLength, history.size())));
    }
}
