/**
 * Logins without a password: a code that is typed or a link that is followed, each once. {@link dev.cogo.gateway.auth.code.LoginCodes} has
 * the rows; who gets one by mail, {@code auth.mail} looks after.
 */
@NullMarked
package dev.cogo.gateway.auth.code;

import org.jspecify.annotations.NullMarked;
