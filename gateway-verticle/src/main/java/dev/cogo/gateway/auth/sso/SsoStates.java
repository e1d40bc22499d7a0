package dev.cogo.gateway.auth.sso;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cogo.schema.error.CogoException;
import io.vertx.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The {@code state} of OAuth 2.0: signed, and handed to the browser instead of being kept, so that whoever only begins logins costs
 * nothing. What must be secret or unique of a login is derived from its salt. Thread-safe.
 */
final class SsoStates {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int MAX_LENGTH = 4096;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final SecretKeySpec secret;

    SsoStates(String secret) {
        this.secret = new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM);
    }

    /** The state as a parameter of an address. */
    String seal(SsoState state) {
        String text = ENCODER.encodeToString(state.toJson().toBuffer().getBytes());
        return text + "." + mac("state", text);
    }

    /** A state that was sealed here and is not too old; {@code invalid_request}. */
    SsoState open(String sealed) {
        int dot = sealed.indexOf('.');
        if (sealed.length() > MAX_LENGTH || dot < 0) {
            throw unknown();
        }
        String text = sealed.substring(0, dot);
        boolean ours = MessageDigest.isEqual(
                mac("state", text).getBytes(US_ASCII), sealed.substring(dot + 1).getBytes(UTF_8));
        if (!ours) {
            throw unknown();
        }
        SsoState state =
                SsoState.of(new JsonObject(new String(Base64.getUrlDecoder().decode(text), UTF_8)));
        if (state.until().isBefore(Instant.now())) {
            throw unknown();
        }
        return state;
    }

    /** What the provider's token must repeat (OpenID Connect Core, section 3.1.2.1). */
    String nonce(SsoState state) {
        return mac("nonce", state.salt());
    }

    /** By which the provider knows that who exchanges its code is who asked for it (RFC 7636). */
    String verifier(SsoState state) {
        return mac("verifier", state.salt());
    }

    private String mac(String purpose, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return ENCODER.encodeToString(mac.doFinal(("cogo sso " + purpose + ":" + text).getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CogoException unknown() {
        return CogoException.invalid("the state is not of a login that began here lately: begin again");
    }
}
