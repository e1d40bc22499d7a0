package dev.cogo.gateway.supabase.auth;

import dev.cogo.gateway.auth.account.EmailAddress;
import dev.cogo.gateway.auth.login.CodeChallenge;
import dev.cogo.gateway.contract.StrictJson;
import dev.cogo.schema.error.CogoException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request's body. What is null is as good as missing, and what nobody asks for is ignored: the auth client sends fields
 * for providers that are not here. Methods throw {@link AuthException}.
 */
final class AuthBody {
    private final JsonObject fields;

    private AuthBody(JsonObject fields) {
        this.fields = fields;
    }

    /** Throws {@link CogoException} for what is no JSON object; no body is an empty one. */
    static AuthBody of(RoutingContext context, StrictJson json) {
        Buffer bytes = context.body().buffer();
        return new AuthBody(bytes == null || bytes.length() == 0 ? new JsonObject() : json.object(bytes));
    }

    /** Null when it is missing or empty. */
    @Nullable
    String text(String name) {
        return switch (fields.getValue(name)) {
            case null -> null;
            case String text -> text.isEmpty() ? null : text;
            default -> throw new AuthException(AuthError.invalid(name + " must be a string"));
        };
    }

    String required(String name) {
        String text = text(name);
        if (text == null) {
            throw new AuthException(AuthError.invalid(name + " is missing"));
        }
        return text;
    }

    /** An e-mail address in normal form; null when it is missing or empty. */
    @Nullable
    String email() {
        String text = text("email");
        try {
            return text == null ? null : EmailAddress.normalise(text);
        } catch (CogoException e) {
            throw new AuthException(AuthError.invalid("Unable to validate email address: invalid format"));
        }
    }

    /** The client's metadata; null when it is missing. */
    @Nullable
    JsonObject data() {
        return object("data");
    }

    /** Null when it is missing. */
    @Nullable
    JsonObject object(String name) {
        return switch (fields.getValue(name)) {
            case null -> null;
            case JsonObject object -> object;
            case Map<?, ?> object -> fields.getJsonObject(name);
            default -> throw new AuthException(AuthError.invalid(name + " must be an object"));
        };
    }

    /** The challenge of the page that asks; null for one that has none. */
    @Nullable
    String challenge() {
        String challenge = text("code_challenge");
        if (challenge != null
                && !("s256".equalsIgnoreCase(text("code_challenge_method")) && CodeChallenge.isWellFormed(challenge))) {
            throw new AuthException(AuthError.invalid(
                    "code_challenge must be of the method S256: create the client on a page of https"));
        }
        return challenge;
    }

    /** Whether it is there, and false. */
    boolean isFalse(String name) {
        return Boolean.FALSE.equals(fields.getValue(name));
    }

    /** Whether it is there, and true. */
    boolean flag(String name) {
        return Boolean.TRUE.equals(fields.getValue(name));
    }

    /** Whether it says anything. */
    boolean has(String name) {
        return switch (fields.getValue(name)) {
            case null -> false;
            case String text -> !text.isEmpty();
            case JsonObject object -> !object.isEmpty();
            case Map<?, ?> object -> !object.isEmpty();
            default -> true;
        };
    }

    /** Refuses what would need text messages. */
    void refusePhone() {
        if (text("phone") != null) {
            throw new AuthException(new AuthError(
                    400, "phone_provider_disabled", "Phone logins are disabled: there are only e-mail addresses"));
        }
    }
}
