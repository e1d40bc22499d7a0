/**
 * Single sign-on by OpenID Connect: people are sent to a provider, come back with its code, and their page gets tokens for a code of
 * ours. {@link dev.cogo.gateway.auth.sso.SingleSignOn} is the way in; {@code docs/operating.md} says how a provider is set up.
 */
@NullMarked
package dev.cogo.gateway.auth.sso;

import org.jspecify.annotations.NullMarked;
