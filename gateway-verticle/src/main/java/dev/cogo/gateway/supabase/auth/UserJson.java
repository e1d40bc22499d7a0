package dev.cogo.gateway.supabase.auth;

import dev.cogo.gateway.auth.account.Profile;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** A user as supabase-js knows one. Nobody's address is confirmed, and all count as confirmed: there is no mail. */
final class UserJson {
    private UserJson() {}

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
