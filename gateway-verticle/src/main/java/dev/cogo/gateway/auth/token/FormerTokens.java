package dev.cogo.gateway.auth.token;

import dev.cogo.gateway.auth.login.Identity;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Access tokens of the Supabase project that was here before, where they are taken. Thread-safe. */
public final class FormerTokens {
    private final Optional<TokenLookups> lookups;

    private FormerTokens(Optional<TokenLookups> lookups) {
        this.lookups = lookups;
    }

    /** Taken nowhere. */
    public static FormerTokens none() {
        return new FormerTokens(Optional.empty());
    }

    /** @param lookUp checks a token and finds out who bears it */
    public static FormerTokens takenBy(Vertx vertx, Function<String, Future<Identity>> lookUp) {
        return new FormerTokens(Optional.of(new TokenLookups(vertx, lookUp)));
    }

    /**
     * Who bears a token; empty for one that is not theirs, by its own word: nobody is believed by that.
     *
     * @param ours the issuer of our tokens
     */
    Optional<Future<Identity>> find(String token, String ours) {
        return lookups.filter(taken -> {
                    String issuer = issuer(token);
                    return issuer != null && !issuer.equals(ours);
                })
                .map(taken -> taken.find(token));
    }

    private static @Nullable String issuer(String token) {
        try {
            // What an application signs itself may name none.
            return String.valueOf(UnverifiedToken.of(token).claims().getValue("iss", ""));
        } catch (RuntimeException e) {
            return null;
        }
    }
}
