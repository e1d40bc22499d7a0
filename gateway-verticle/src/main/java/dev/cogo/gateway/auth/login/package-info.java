/**
 * Logins and their refresh tokens. A login is a family of tokens ({@link dev.cogo.gateway.auth.login.LoginFamilies}):
 * each use rotates the token, and an old one that comes again ends the family. {@link dev.cogo.gateway.auth.login.Identity}
 * is who a request comes from, everywhere in the gateway.
 */
@NullMarked
package dev.cogo.gateway.auth.login;

import org.jspecify.annotations.NullMarked;
