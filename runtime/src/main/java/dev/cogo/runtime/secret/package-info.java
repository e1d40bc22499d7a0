/** Secrets that the database does not have: {@link dev.cogo.runtime.secret.DerivedSecrets}. */
@NullMarked
package dev.cogo.runtime.secret;

import org.jspecify.annotations.NullMarked;
