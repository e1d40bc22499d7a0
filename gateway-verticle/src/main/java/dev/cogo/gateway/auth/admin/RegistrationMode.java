package dev.cogo.gateway.auth.admin;

import java.util.Locale;

/** Who may make an account. Operators always may, for others. */
public enum RegistrationMode {
    /** Whoever reaches the server. */
    OPEN,
    /** Who has an invite of an operator. */
    INVITE,
    /** Who gets mail at an address of a listed domain: the account is made by the link in it. */
    DOMAIN,
    /** Who gets mail at the address: the account is made by the link in it. */
    MAIL,
    /** Nobody. */
    CLOSED;

    /** Reads the setting; throws {@link IllegalArgumentException}. */
    public static RegistrationMode of(String text) {
        RegistrationMode mode = valueOf(text.toUpperCase(Locale.ROOT));
        if (!mode.name().toLowerCase(Locale.ROOT).equals(text)) {
            throw new IllegalArgumentException();
        }
        return mode;
    }
}
