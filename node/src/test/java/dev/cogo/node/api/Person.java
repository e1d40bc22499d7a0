package dev.cogo.node.api;

import io.vertx.core.json.JsonObject;

/** Somebody with an account and a login. */
record Person(String id, String email, String password, String token, String refreshToken) {
    static Person of(JsonObject login, String password) {
        JsonObject user = login.getJsonObject("user");
        return new Person(
                user.getString("id"),
                user.getString("email"),
                password,
                login.getString("accessToken"),
                login.getString("refreshToken"));
    }
}
