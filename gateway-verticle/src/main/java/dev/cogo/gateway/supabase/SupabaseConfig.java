package dev.cogo.gateway.supabase;

import dev.cogo.gateway.auth.former.FormerProject;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What can be set about the doors for supabase-js.
 *
 * @param anonymousSignIn whether {@code signInAnonymously} makes accounts without e-mail and password
 * @param anonymousAi whether whoever has signed in so may ask the AI and hand tasks to agents, which cost money
 * @param freeChannels how the names begin of channels that everybody who is logged in may use for broadcasts; empty for none
 * @param publicChannels likewise, of those that whoever has the anonymous key may use; they are free ones, too
 * @param postgrest where the tables are that are not the chat's, as an {@code http} or {@code https} address; empty for nowhere
 * @param former whose tokens are taken until they end; {@link FormerProject#none} for nobody's
 */
public record SupabaseConfig(
        boolean anonymousSignIn,
        boolean anonymousAi,
        Set<String> freeChannels,
        Set<String> publicChannels,
        Optional<URI> postgrest,
        FormerProject former) {
    public SupabaseConfig {
        check("SUPABASE_FREE_CHANNELS", freeChannels);
        check("SUPABASE_PUBLIC_CHANNELS", publicChannels);
        publicChannels = Set.copyOf(publicChannels);
        freeChannels =
                Stream.concat(freeChannels.stream(), publicChannels.stream()).collect(Collectors.toUnmodifiableSet());
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
        this(anonymousSignIn, anonymousAi, freeChannels, Set.of(), Optional.empty(), FormerProject.none());
    }

    private static void check(String setting, Set<String> prefixes) {
        prefixes.forEach(prefix -> {
            if (!prefix.matches("[A-Za-z0-9_.:-]{1,64}")) {
                throw new IllegalArgumentException(setting + ": a prefix has 1 to 64 letters, digits, _ . : or -");
            }
        });
    }

    public static SupabaseConfig defaults() {
        return new SupabaseConfig(false, false, Set.of("room:"));
    }
}
