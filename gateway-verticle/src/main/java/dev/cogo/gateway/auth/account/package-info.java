/**
 * The rows of accounts: {@link dev.cogo.gateway.auth.account.Profiles} reads and writes them; the other classes are what
 * users give in and get out, checked where they are made.
 */
@NullMarked
package dev.cogo.gateway.auth.account;

import org.jspecify.annotations.NullMarked;
