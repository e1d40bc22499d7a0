package dev.cogo.gateway.auth.account;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * An account with what only the Supabase doors show of it.
 *
 * @param anonymous whether it has no e-mail address, since its user signed in without
 * @param madeOperator whether an operator or a command has made it one, whatever the configuration lists
 * @param lastLoginAt when its newest login began; when the account was made if none is left
 */
public record Profile(
        Account account,
        boolean anonymous,
        boolean madeOperator,
        UserMetadata metadata,
        Instant updatedAt,
        Instant lastLoginAt) {

    /** How the user logs in, in the form of {@code app_metadata}. */
    public JsonObject appMetadata() {
        return anonymous
                ? new JsonObject()
                : new JsonObject().put("provider", "email").put("providers", new JsonArray().add("email"));
    }

    /** The client's own values, with the name that the account has now. */
    public JsonObject shownMetadata() {
        return metadata.shownWith(account.displayName());
    }
}
