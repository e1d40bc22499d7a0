package dev.cogo.gateway.auth;

import dev.cogo.schema.message.Content;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to change about their account; what is null stays.
 *
 * @param email is normalised here
 * @param password a new one: it ends the account's other logins
 * @param data merged into the metadata; a name in it becomes the account's
 */
public record ProfileChange(
        @Nullable String email,
        @Nullable String password,
        @Nullable JsonObject data) {
    public ProfileChange {
        email = email == null ? null : EmailAddress.normalise(email);
        Content.checkLine(nameIn(data), "the name in data", Registration.MAX_NAME);
    }

    @Nullable
    String displayName() {
        return nameIn(data);
    }

    private static @Nullable String nameIn(@Nullable JsonObject data) {
        String name = data == null ? null : UserMetadata.displayName(data);
        return name == null ? null : name.strip();
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "ProfileChange[]";
    }
}
