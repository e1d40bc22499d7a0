package dev.cogo.gateway.supabase.auth;

import dev.cogo.gateway.http.filter.SecurityHeaders;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A good answer; without a body it is 204. */
record AuthReply(@Nullable JsonObject body, String cacheControl) {
    static AuthReply of(JsonObject body) {
        return new AuthReply(body, SecurityHeaders.NO_STORE);
    }

    static AuthReply nothing() {
        return new AuthReply(null, SecurityHeaders.NO_STORE);
    }
}
