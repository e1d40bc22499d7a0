package dev.cogo.gateway.auth.login;

import java.util.Locale;

/** Where a login begins: that door's rule goes for its refresh tokens when one comes twice. */
public enum LoginDoor {
    REST,
    SUPABASE;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static LoginDoor of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
