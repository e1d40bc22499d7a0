/**
 * Filters: what every HTTP request passes, whatever its route and door. Connections, pipelining and syntax are looked at
 * before anything is read; then request ids, security headers, foreign origins and bodies. A failure anywhere becomes a
 * problem document of RFC 9457 in {@link dev.cogo.gateway.http.filter.Problems}.
 */
@NullMarked
package dev.cogo.gateway.http.filter;

import org.jspecify.annotations.NullMarked;
