package dev.cogo.gateway.supabase.tables;

import dev.cogo.gateway.auth.login.Identity;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Who asks for rows. */
sealed interface Caller {
    /** Somebody who has signed in. */
    record User(Identity identity, String bearer) implements Caller {
        /** Without the token. */
        @Override
        public String toString() {
            return "User[" + identity.userId() + "]";
        }
    }

    /**
     * A server that has the service key.
     *
     * @param user whom it speaks for; null for nobody
     * @param tokens makes what says so to others, who can't check the key
     */
    record Service(@Nullable Identity user, Supplier<String> tokens) implements Caller {}

    /** Whoever has the anonymous key alone. */
    record Nobody() implements Caller {}

    /** Whose rows are meant; null for nobody's. */
    default @Nullable Identity who() {
        return switch (this) {
            case User user -> user.identity();
            case Service service -> service.user();
            case Nobody nobody -> null;
        };
    }

    /** What says who it is to a server that knows our public keys; null for nobody. */
    default @Nullable String token() {
        return switch (this) {
            case User user -> user.bearer();
            case Service service -> service.tokens().get();
            case Nobody nobody -> null;
        };
    }
}
