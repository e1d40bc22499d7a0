package dev.cogo.gateway.auth.code;

import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account that is made when its address is confirmed.
 *
 * @param id that it will have: applications note it down before
 * @param passwordHash null for none
 * @param metadata the client's own
 */
public record NewAccount(
        UUID id, String displayName, @Nullable String passwordHash, JsonObject metadata) {
    JsonObject toJson() {
        return new JsonObject()
                .put("id", id.toString())
                .put("displayName", displayName)
                .put("passwordHash", passwordHash)
                .put("metadata", metadata);
    }

    static @Nullable NewAccount of(@Nullable JsonObject json) {
        return json == null
                ? null
                : new NewAccount(
                        UUID.fromString(json.getString("id")),
                        json.getString("displayName"),
                        json.getString("passwordHash"),
                        json.getJsonObject("metadata"));
    }

    /** Without the hash. */
    @Override
    public String toString() {
        return "NewAccount[" + id + "]";
    }
}
