package dev.cogo.gateway.auth.login;

/** Which logins of a user a logout ends. */
public enum LogoutScope {
    /** All. */
    GLOBAL,
    /** The one that the token came from. */
    LOCAL,
    /** All but that one. */
    OTHERS
}
