package dev.cogo.gateway.supabase;

/**
 * What can be set about the doors for supabase-js.
 *
 * @param anonymousSignIn whether {@code signInAnonymously} makes accounts without e-mail and password
 */
public record SupabaseConfig(boolean anonymousSignIn) {
    public static SupabaseConfig defaults() {
        return new SupabaseConfig(false);
    }
}
