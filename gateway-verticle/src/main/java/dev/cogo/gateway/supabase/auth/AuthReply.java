package dev.cogo.gateway.supabase.auth;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A good answer; without a body it is 204. */
record AuthReply(@Nullable JsonObject body, String cacheControl) {
    static AuthReply of(JsonObject body) {
        return new AuthReply(body, AuthDoor.NO_STORE);
    }

    static AuthReply nothing() {
        return new AuthReply(null, AuthDoor.NO_STORE);
    }
}
