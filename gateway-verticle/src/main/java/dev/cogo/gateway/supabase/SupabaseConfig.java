package dev.cogo.gateway.supabase;

import dev.cogo.gateway.auth.former.FormerProject;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * What can be set about the doors for supabase-js.
 *
 * @param anonymousSignIn whether {@code signInAnonymously} makes accounts without e-mail and password
 * @param anonymousAi whether whoever has signed in so may ask the AI and hand tasks to agents, which cost money
 * @param freeChannels how the names begin of channels that everybody who is logged in may use for broadcasts; empty for none
 * @param postgrest where the tables are that are not the chat's, as an {@code http} or {@code https} address; empty for nowhere
 * @param former whose tokens are taken until they end; {@link FormerProject#none} for nobody's
 */
public record SupabaseConfig(
        boolean anonymousSignIn,
        boolean anonymousAi,
        Set<String> freeChannels,
        Optional<URI> postgrest,
        FormerProject former) {
    public SupabaseConfig {
        freeChannels = Set.copyOf(freeChannels);
        freeChannels.forEach(prefix -> {
            if (!prefix.matches("[A-Za-z0-9_.:-]{1,64}")) {
                throw new IllegalArgumentException(
                        "SUPABASE_FREE_CHANNELS: a prefix has 1 to 64 letters, digits, _ . : or -");
            }
        });
        postgrest.ifPresent(url -> {
            if (!Set.of("http", "https").contains(String.valueOf(url.getScheme()))
                    || url.getHost() == null
                    || url.getRawUserInfo() != null
                    || url.getRawQuery() != null
                    || url.getRawFragment() != null) {
                throw new IllegalArgumentException("POSTGREST_URL must look like http://localhost:3000");
            }
        });
    }

    /** With no tables but the chat's, and nobody who was here before. */
    public SupabaseConfig(boolean anonymousSignIn, boolean anonymousAi, Set<String> freeChannels) {
        this(anonymousSignIn, anonymousAi, freeChannels, Optional.empty(), FormerProject.none());
    }

    public static SupabaseConfig defaults() {
        return new SupabaseConfig(false, false, Set.of("room:"));
    }
}
