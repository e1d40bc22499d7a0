package dev.cogo.gateway.supabase.auth;

import dev.cogo.gateway.auth.password.Weakness;
import dev.cogo.schema.error.CogoException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * A refusal in the terms of supabase-js: it shows {@code status}, {@code code} and {@code message} to the application.
 *
 * @param code one of the auth client's error codes, on which it acts itself in places
 * @param weaknesses for {@code weak_password} alone: length, characters, pwned
 */
record AuthError(int status, String code, String message, List<String> weaknesses) {
    private static final String UNEXPECTED = "unexpected_failure";

    AuthError(int status, String code, String message) {
        this(status, code, message, List.of());
    }

    static AuthError invalid(String message) {
        return new AuthError(400, "validation_failed", message);
    }

    static AuthError emailExists() {
        return new AuthError(422, "email_exists", "A user with this email address has already been registered");
    }

    /** The login of an access token is gone: supabase-js forgets its session on this. */
    static AuthError noSession() {
        return new AuthError(403, "session_not_found", "Session from session_id claim in JWT does not exist");
    }

    /** What a failure of the server is called here. */
    static AuthError of(CogoException failure) {
        String detail = failure.getMessage();
        return switch (failure.code()) {
            case INVALID_JSON, INVALID_UTF8 ->
                new AuthError(400, "bad_json", "Could not parse request body as JSON: " + detail);
            case INVALID_REQUEST, INVALID_CONTENT, CONTENT_TOO_LARGE -> invalid(detail);
            case WEAK_PASSWORD -> weak(failure);
            case REAUTHENTICATION_NEEDED -> new AuthError(400, "reauthentication_needed", detail);
            case UNAUTHENTICATED ->
                new AuthError(401, "no_authorization", "This endpoint requires a valid Bearer token");
            case INVALID_TOKEN, TOKEN_EXPIRED -> new AuthError(403, "bad_jwt", "invalid JWT: " + detail);
            case INVALID_CREDENTIALS -> new AuthError(400, "invalid_credentials", "Invalid login credentials");
            case REFRESH_TOKEN_INVALID ->
                new AuthError(400, "refresh_token_not_found", "Invalid Refresh Token: Refresh Token Not Found");
            case REFRESH_TOKEN_REUSED ->
                new AuthError(400, "refresh_token_already_used", "Invalid Refresh Token: Already Used");
            case EMAIL_TAKEN -> new AuthError(422, "user_already_exists", "User already registered");
            // Its code can't be given here.
            case ACCOUNT_DISABLED -> new AuthError(400, "user_banned", "User is banned");
            case REGISTRATION_CLOSED -> new AuthError(422, "signup_disabled", "Signups not allowed for this instance");
            case OPERATOR_ONLY -> new AuthError(400, "email_address_not_authorized", detail);
            // As for a verifier that is not the code's.
            case SSO_CODE_INVALID -> new AuthError(400, "flow_state_not_found", detail);
            case SSO_PROVIDER_NOT_FOUND -> new AuthError(400, "oauth_provider_not_supported", detail);
            case RATE_LIMITED -> new AuthError(429, "over_request_rate_limit", detail);
            default -> other(failure);
        };
    }

    JsonObject body() {
        // The first two are what clients of the API version 2024-01-01 read, the others what older ones do.
        JsonObject body = new JsonObject()
                .put("code", code)
                .put("message", message)
                .put("error_code", code)
                .put("msg", message);
        if (!weaknesses.isEmpty()) {
            body.put("weak_password", new JsonObject().put("reasons", new JsonArray(weaknesses)));
        }
        return body;
    }

    private static AuthError other(CogoException failure) {
        int status = failure.code().httpStatus();
        return new AuthError(status, status < 500 ? failure.code().wireName() : UNEXPECTED, failure.getMessage());
    }

    private static AuthError weak(CogoException failure) {
        String detail = failure.getMessage();
        return switch (Weakness.of(failure).orElse(Weakness.TRIED_FIRST)) {
            case TOO_SHORT -> weak(detail, "length");
            case TOO_FEW_DIFFERENT -> weak(detail, "characters");
            case TRIED_FIRST, OWN_NAME -> weak(detail, "pwned");
            case SAME -> new AuthError(422, "same_password", "New password should be different from the old password.");
        };
    }

    private static AuthError weak(String detail, String reason) {
        return new AuthError(422, "weak_password", detail, List.of(reason));
    }
}
