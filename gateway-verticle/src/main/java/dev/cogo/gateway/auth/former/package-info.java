/**
 * Tokens of the Supabase project that was here before, so that nobody logs in again:
 * {@link dev.cogo.gateway.auth.former.FormerLogins} says whose an access token is. Refresh tokens need nothing of it: the copy puts
 * them beside our own ({@code V18}).
 */
@NullMarked
package dev.cogo.gateway.auth.former;

import org.jspecify.annotations.NullMarked;
