package dev.cogo.gateway.supabase;

import java.util.Set;

/**
 * What can be set about the doors for supabase-js.
 *
 * @param anonymousSignIn whether {@code signInAnonymously} makes accounts without e-mail and password
 * @param anonymousAi whether whoever has signed in so may ask the AI and hand tasks to agents, which cost money
 * @param freeChannels how the names begin of channels that everybody who is logged in may use for broadcasts; empty for none
 */
public record SupabaseConfig(boolean anonymousSignIn, boolean anonymousAi, Set<String> freeChannels) {
    public SupabaseConfig {
        freeChannels = Set.copyOf(freeChannels);
        freeChannels.forEach(prefix -> {
            if (!prefix.matches("[A-Za-z0-9_.:-]{1,64}")) {
                throw new IllegalArgumentException(
                        "SUPABASE_FREE_CHANNELS: a prefix has 1 to 64 letters, digits, _ . : or -");
            }
        });
    }

    public static SupabaseConfig defaults() {
        return new SupabaseConfig(false, false, Set.of("room:"));
    }
}
