package dev.cogo.gateway.supabase.tables;

import dev.cogo.gateway.auth.login.Identity;
import org.jspecify.annotations.Nullable;

/** Who asks for rows. */
sealed interface Caller {
    /** Somebody who has signed in. */
    record User(Identity identity) implements Caller {}

    /** A server that has the service key. */
    record Service() implements Caller {}

    /** Whoever has the anonymous key alone. */
    record Nobody() implements Caller {}

    /** Null when nobody has signed in. */
    default @Nullable Identity who() {
        return this instanceof User user ? user.identity() : null;
    }
}
