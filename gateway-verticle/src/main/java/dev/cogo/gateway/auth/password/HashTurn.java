package dev.cogo.gateway.auth.password;

import dev.cogo.gateway.limits.ClientAddress;
import java.util.UUID;

/**
 * Whose turn it is to have a password hashed, and in which share of the hashing.
 *
 * @param who those of one waiting list take turns
 */
public record HashTurn(Share share, String who) {
    /** What is hashed for. None of these waits for another. */
    enum Share {
        LOGIN,
        REGISTRATION,
        /** Whatever an account that is logged in does with its password. */
        CHANGE
    }

    /** Taken in turn by address: an account as such can be named by anybody, who would then stand in its owner's way. */
    public static HashTurn login(ClientAddress from) {
        return new HashTurn(Share.LOGIN, from.key());
    }

    public static HashTurn registration(ClientAddress from) {
        return new HashTurn(Share.REGISTRATION, from.key());
    }

    /** For an account that a mailed link makes. */
    public static HashTurn joining(String email) {
        return new HashTurn(Share.REGISTRATION, email);
    }

    public static HashTurn change(UUID account) {
        return new HashTurn(Share.CHANGE, account.toString());
    }
}
