package dev.cogo.gateway.supabase.auth;

import dev.cogo.gateway.auth.admin.RegistrationMode;
import dev.cogo.gateway.auth.token.AccessTokens;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What the door says of itself: what it offers, that it is there, and how to check its tokens. */
final class ServerFacts {
    // As long as the auth client keeps them itself.
    private static final String KEYS_CACHE = "public, max-age=600";

    private static final Set<RegistrationMode> SHUT = EnumSet.of(RegistrationMode.CLOSED, RegistrationMode.INVITE);
    private static final Set<RegistrationMode> BY_MAIL = EnumSet.of(RegistrationMode.MAIL, RegistrationMode.DOMAIN);

    private final RegistrationMode registration;
    private final AccessTokens tokens;
    private final boolean anonymousSignIn;
    private final List<String> providers;

    /** @param providers of single sign-on, by their names */
    ServerFacts(AccessTokens tokens, boolean anonymousSignIn, RegistrationMode registration, List<String> providers) {
        this.registration = registration;
        this.tokens = tokens;
        this.anonymousSignIn = anonymousSignIn;
        this.providers = List.copyOf(providers);
    }

    AuthReply settings() {
        JsonObject external = new JsonObject()
                .put("anonymous_users", anonymousSignIn)
                .put("email", true)
                .put("phone", false);
        providers.forEach(name -> external.put(name, true));
        return AuthReply.of(new JsonObject()
                .put("external", external)
                .put("disable_signup", SHUT.contains(registration))
                .put("mailer_autoconfirm", !BY_MAIL.contains(registration))
                .put("phone_autoconfirm", false)
                .put("sms_provider", "")
                .put("saml_enabled", false));
    }

    AuthReply health() {
        return AuthReply.of(
                new JsonObject().put("name", "Cogo Chat").put("description", "Accounts and logins for supabase-js"));
    }

    AuthReply jwks() {
        JsonArray keys = new JsonArray();
        tokens.jwks()
                .getJsonArray("keys")
                .forEach(key -> keys.add(((JsonObject) key).put("key_ops", new JsonArray().add("verify"))));
        return AuthReply.cached(new JsonObject().put("keys", keys), KEYS_CACHE);
    }
}
