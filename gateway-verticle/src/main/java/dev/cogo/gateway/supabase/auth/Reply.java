package dev.cogo.gateway.supabase.auth;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A good answer; without a body it is 204. */
record Reply(@Nullable JsonObject body, String cacheControl) {
    static Reply of(JsonObject body) {
        return new Reply(body, AuthDoor.NO_STORE);
    }

    static Reply nothing() {
        return new Reply(null, AuthDoor.NO_STORE);
    }
}
