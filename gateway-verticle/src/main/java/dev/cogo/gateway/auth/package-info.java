/**
 * Accounts, logins and the tokens that they give out.
 *
 * <p>{@link dev.cogo.gateway.auth.AccountsVerticle} does the work on virtual threads, on the same node as the door that a
 * password came through: passwords never travel on the bus. {@link dev.cogo.gateway.auth.Accounts} says what can be done.
 */
@NullMarked
package dev.cogo.gateway.auth;

import org.jspecify.annotations.NullMarked;
