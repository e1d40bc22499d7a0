/**
 * {@code /auth/v1}: accounts and logins for the auth client of supabase-js. {@link dev.cogo.gateway.supabase.auth.AuthDoor}
 * has the paths; the work is done by the same {@link dev.cogo.gateway.auth.Accounts} as behind {@code /auth}, and whoever is
 * logged in at one of the doors is at the other.
 */
@NullMarked
package dev.cogo.gateway.supabase.auth;

import org.jspecify.annotations.NullMarked;
