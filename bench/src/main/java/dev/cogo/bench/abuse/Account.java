package dev.cogo.bench.abuse;

import io.vertx.core.json.JsonObject;

/** Somebody with a login. */
public record Account(String id, String email, String password, String token, String refreshToken) {
    static Account of(String email, String password, JsonObject login) {
        return new Account(
                login.getJsonObject("user").getString("id"),
                email,
                password,
                login.getString("accessToken"),
                login.getString("refreshToken"));
    }
}
