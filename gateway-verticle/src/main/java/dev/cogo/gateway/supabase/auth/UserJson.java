package dev.cogo.gateway.supabase.auth;

import dev.cogo.gateway.auth.account.Profile;
import dev.cogo.gateway.auth.account.Profiles.Found;
import dev.cogo.gateway.auth.code.NewAccount;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** A user as supabase-js knows one. Nobody's address is confirmed, and all count as confirmed: there is no mail. */
final class UserJson {
    private static final String FOR_EVER = "9999-12-31T23:59:59Z";

    private UserJson() {}

    /** Somebody whose address is not confirmed yet. */
    static JsonObject pending(NewAccount account, String email) {
        String now = Instant.now().toString();
        String id = account.id().toString();
        return new JsonObject()
                .put("id", id)
                .put("aud", "authenticated")
                .put("role", "authenticated")
                .put("email", email)
                .put("phone", "")
                .put("confirmation_sent_at", now)
                .put("app_metadata", appMetadata())
                .put("user_metadata", account.metadata())
                .put("identities", new JsonArray())
                .put("created_at", now)
                .put("updated_at", now)
                .put("is_anonymous", false);
    }

    private static JsonObject appMetadata() {
        return new JsonObject().put("provider", "email").put("providers", new JsonArray().add("email"));
    }

    /** As servers with the service key see one. */
    static JsonObject of(Found found) {
        JsonObject user = of(found.profile());
        if (found.disabled()) {
            Instant until = found.disabledUntil();
            user.put("banned_until", until == null ? FOR_EVER : until.toString());
        }
        return user;
    }

    static JsonObject of(Profile profile) {
        JsonObject user = new JsonObject()
                .put("id", profile.account().id().toString())
                .put("aud", "authenticated")
                .put("role", "authenticated")
                .put("email", profile.anonymous() ? "" : profile.account().email())
                .put("phone", "")
                .put("last_sign_in_at", profile.lastLoginAt().toString())
                .put("app_metadata", profile.appMetadata())
                .put("user_metadata", profile.shownMetadata())
                .put("identities", identities(profile))
                .put("created_at", profile.account().createdAt().toString())
                .put("updated_at", profile.updatedAt().toString())
                .put("is_anonymous", profile.anonymous());
        if (!profile.anonymous()) {
            user.put("email_confirmed_at", profile.account().createdAt().toString())
                    .put("confirmed_at", profile.account().createdAt().toString());
        }
        return user;
    }

    // The one way to log in is the account itself, so it has the account's id.
    private static JsonArray identities(Profile profile) {
        if (profile.anonymous()) {
            return new JsonArray();
        }
        String id = profile.account().id().toString();
        return new JsonArray()
                .add(new JsonObject()
                        .put("identity_id", id)
                        .put("id", id)
                        .put("user_id", id)
                        .put(
                                "identity_data",
                                new JsonObject()
                                        .put("email", profile.account().email())
                                        .put("email_verified", false)
                                        .put("phone_verified", false)
                                        .put("sub", id))
                        .put("provider", "email")
                        .put("last_sign_in_at", profile.lastLoginAt().toString())
                        .put("created_at", profile.account().createdAt().toString())
                        .put("updated_at", profile.updatedAt().toString())
                        .put("email", profile.account().email()));
    }
}
