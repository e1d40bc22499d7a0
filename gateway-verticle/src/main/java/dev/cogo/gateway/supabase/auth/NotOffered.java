package dev.cogo.gateway.supabase.auth;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** What the auth client can ask for and this server does not have: it says so, instead of seeming to do it. */
final class NotOffered {
    private static final AuthError NO_NONCES = new AuthError(
            422, "otp_disabled", "There are no codes for this: send current_password along, or sign in again");
    private static final AuthError NO_PROVIDERS = new AuthError(
            400,
            "oauth_provider_not_supported",
            "Providers are not linked from here: who logs in by one with the same verified address has the same account");
    private static final AuthError NO_SAML = new AuthError(422, "saml_provider_disabled", "There is no single sign-on");
    private static final AuthError NO_FACTORS =
            new AuthError(422, "mfa_totp_enroll_not_enabled", "There are no second factors");
    private static final AuthError NO_ADMIN =
            new AuthError(404, "not_found", "The admin API has users here, and nothing else");
    private static final AuthError NOTHING = new AuthError(404, "not_found", "There is nothing at this path");

    private NotOffered() {}

    static void mount(Router router) {
        router.route("/reauthenticate").handler(context -> refuse(context, NO_NONCES));
        List.of("/callback", "/user/identities/*")
                .forEach(path -> router.route(path).handler(context -> refuse(context, NO_PROVIDERS)));
        router.route("/sso*").handler(context -> refuse(context, NO_SAML));
        router.route("/factors*").handler(context -> refuse(context, NO_FACTORS));
        router.route("/admin/*").handler(context -> refuse(context, NO_ADMIN));
        router.route().handler(context -> refuse(context, NOTHING));
    }

    private static void refuse(RoutingContext context, AuthError error) {
        context.fail(new AuthException(error));
    }
}
