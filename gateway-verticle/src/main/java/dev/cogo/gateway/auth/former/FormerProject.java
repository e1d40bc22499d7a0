package dev.cogo.gateway.auth.former;

import dev.cogo.schema.identity.FormerSessionIds;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * By what tokens of a former Supabase project are known. Printing it prints nothing of the secret.
 *
 * @param secret that it signs with (HS256); empty when it does not, or its tokens are not taken
 * @param keys where its public keys are (RFC 7517); empty likewise
 * @param sessions what its sessions were called
 */
public record FormerProject(Optional<String> secret, Optional<URI> keys, FormerSessionIds sessions) {
    private static final int MIN_SECRET = 32;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    public FormerProject {
        if (secret.isPresent() && secret.get().length() < MIN_SECRET) {
            throw new IllegalArgumentException("SUPABASE_JWT_SECRET must have at least " + MIN_SECRET + " characters");
        }
        keys.ifPresent(url -> {
            String scheme = String.valueOf(url.getScheme());
            // Who can change the answer on its way is whoever they like to be.
            boolean safe = scheme.equals("https") || scheme.equals("http") && LOOPBACK.contains(url.getHost());
            if (!safe || url.getHost() == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
                throw new IllegalArgumentException(
                        "SUPABASE_JWKS_URL must look like https://PROJECT.supabase.co/auth/v1/.well-known/jwks.json");
            }
        });
    }

    public static FormerProject none() {
        return new FormerProject(Optional.empty(), Optional.empty());
    }

    /** Where sessions had ids that they have kept. */
    public FormerProject(Optional<String> secret, Optional<URI> keys) {
        this(secret, keys, FormerSessionIds.none());
    }

    public boolean isKnown() {
        return secret.isPresent() || keys.isPresent();
    }

    @Override
    public String toString() {
        return "FormerProject[hidden]";
    }
}
