package dev.cogo.gateway.supabase.auth;

import dev.cogo.gateway.auth.LoggedIn;
import io.vertx.core.json.JsonObject;

/** A session as supabase-js knows one. */
final class SessionJson {
    private SessionJson() {}

    static JsonObject of(LoggedIn login) {
        return new JsonObject()
                .put("access_token", login.accessToken())
                .put("token_type", "bearer")
                .put("expires_in", login.life().toSeconds())
                .put("expires_at", login.expiresAt().getEpochSecond())
                .put("refresh_token", login.refreshToken())
                .put("user", UserJson.of(login.profile()));
    }
}
