package dev.cogo.bench.abuse;

import io.vertx.core.json.JsonObject;

/**
 * What came back of a call.
 *
 * @param status of HTTP; 0 when nothing came
 * @param body of it; why nothing came
 */
public record Answer(int status, String body) {
    public JsonObject json() {
        return new JsonObject(body);
    }

    /** Itself, if it is one of success. */
    public Answer success() {
        if (status < 200 || status > 299) {
            throw new IllegalStateException(this.toString());
        }
        return this;
    }

    @Override
    public String toString() {
        return status + " " + (body.length() > 300 ? body.substring(0, 300) + "..." : body);
    }
}
