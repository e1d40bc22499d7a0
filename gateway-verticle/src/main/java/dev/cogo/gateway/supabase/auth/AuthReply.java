package dev.cogo.gateway.supabase.auth;

import dev.cogo.gateway.http.filter.SecurityHeaders;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A good answer; without a body it is 204. */
record AuthReply(@Nullable JsonObject body, Map<String, String> headers) {
    static AuthReply of(JsonObject body) {
        return new AuthReply(body, cached(SecurityHeaders.NO_STORE));
    }

    static AuthReply nothing() {
        return new AuthReply(null, cached(SecurityHeaders.NO_STORE));
    }

    /** An answer that may be kept. */
    static AuthReply cached(JsonObject body, String cacheControl) {
        return new AuthReply(body, cached(cacheControl));
    }

    private static Map<String, String> cached(String cacheControl) {
        return Map.of(HttpHeaders.CACHE_CONTROL.toString(), cacheControl);
    }
}
