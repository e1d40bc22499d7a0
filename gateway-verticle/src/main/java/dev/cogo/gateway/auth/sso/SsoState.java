package dev.cogo.gateway.auth.sso;

import dev.cogo.gateway.auth.login.LoginDoor;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * What has to be known of somebody who comes back from a provider.
 *
 * @param salt random; what the provider is shown of this login is derived from it
 * @param redirectTo the page that began, and goes on
 * @param challenge of that page (RFC 7636)
 * @param until when it is too late
 */
record SsoState(String provider, String salt, String redirectTo, String challenge, LoginDoor door, Instant until) {
    JsonObject toJson() {
        return new JsonObject()
                .put("p", provider)
                .put("s", salt)
                .put("r", redirectTo)
                .put("c", challenge)
                .put("d", door.wireName())
                .put("u", until.getEpochSecond());
    }

    static SsoState of(JsonObject json) {
        return new SsoState(
                json.getString("p"),
                json.getString("s"),
                json.getString("r"),
                json.getString("c"),
                LoginDoor.of(json.getString("d")),
                Instant.ofEpochSecond(json.getLong("u")));
    }
}
