package dev.cogo.gateway.auth.account;

import dev.cogo.schema.text.LineText;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to change about their account; what is null stays.
 *
 * @param email is normalised here
 * @param password a new one: it ends the account's other logins
 * @param currentPassword proves that it is the user who wants another address or password
 * @param data merged into the metadata; a name in it becomes the account's
 */
public record ProfileChange(
        @Nullable String email,
        @Nullable String password,
        @Nullable String currentPassword,
        @Nullable JsonObject data) {
    public ProfileChange {
        email = email == null ? null : EmailAddress.normalise(email);
        nameIn(data);
    }

    /** Another password alone. */
    public static ProfileChange ofPassword(String password, @Nullable String currentPassword) {
        return new ProfileChange(null, password, currentPassword, null);
    }

    /** Another address alone. */
    public static ProfileChange ofEmail(String email, @Nullable String currentPassword) {
        return new ProfileChange(email, null, currentPassword, null);
    }

    @Nullable
    public String displayName() {
        return nameIn(data);
    }

    private static @Nullable String nameIn(@Nullable JsonObject data) {
        return data == null
                ? null
                : LineText.of(UserMetadata.displayName(data), "the name in data", Registration.MAX_NAME);
    }

    /** Without the passwords. */
    @Override
    public String toString() {
        return "ProfileChange[]";
    }
}
