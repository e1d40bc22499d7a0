/**
 * Access tokens and tickets: {@link dev.cogo.gateway.auth.token.AccessTokens} signs and checks JSON Web Tokens anywhere,
 * {@link dev.cogo.gateway.auth.token.SigningKeys} holds and rotates the keys, and
 * {@link dev.cogo.gateway.auth.token.Tickets} are for clients that can send no header.
 */
@NullMarked
package dev.cogo.gateway.auth.token;

import org.jspecify.annotations.NullMarked;
