package dev.cogo.gateway.auth.login;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * A login: all tokens that came from one proof of who somebody is.
 *
 * @param door where it began
 */
public record LoginFamily(UUID id, UUID userId, Method method, LoginDoor door, Instant beganAt) {
    /** How the user proved who they are. */
    public enum Method {
        PASSWORD,
        /** By a code that was sent to the address. */
        OTP,
        /** At a provider of single sign-on. */
        OAUTH,
        /** Not at all: the login is the only one the account will have. */
        ANONYMOUS,
        /** In the system that was here before; it goes on here. */
        FORMER,
        /** An operator has made a token for them, which is not refreshed. */
        TOKEN;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Method of(String wireName) {
            return valueOf(wireName.toUpperCase(Locale.ROOT));
        }
    }
}
