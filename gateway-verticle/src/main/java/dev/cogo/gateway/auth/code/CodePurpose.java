package dev.cogo.gateway.auth.code;

import java.util.Locale;

/** What a code is for; whoever has it is logged in by it in each case. */
public enum CodePurpose {
    /** Logging in without a password. */
    MAGICLINK,
    /** Confirming the address of a new account, which is made then. */
    SIGNUP,
    /** Choosing another password. */
    RECOVERY,
    /** Coming in for the first time, as somebody else has wished. */
    INVITE;

    /** As supabase-js has it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static CodePurpose of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
