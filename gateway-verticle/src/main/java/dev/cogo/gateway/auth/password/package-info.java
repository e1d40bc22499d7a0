/**
 * Password rules and hashes. {@link dev.cogo.gateway.auth.password.PasswordHasher} hashes with Argon2id in a
 * {@link dev.cogo.gateway.auth.password.HashQueues queue} that is fair among those who cause it and bounded in memory.
 */
@NullMarked
package dev.cogo.gateway.auth.password;

import org.jspecify.annotations.NullMarked;
