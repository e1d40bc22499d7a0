/**
 * The addresses of single sign-on that browsers and providers go to, and not pages: {@link dev.cogo.gateway.sso.SsoDoor}. What happens
 * there is {@code auth.sso}'s.
 */
@NullMarked
package dev.cogo.gateway.sso;

import org.jspecify.annotations.NullMarked;
