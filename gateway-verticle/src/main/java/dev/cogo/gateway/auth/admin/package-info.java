/** What operators do with accounts, and who may make one. */
@NullMarked
package dev.cogo.gateway.auth.admin;

import org.jspecify.annotations.NullMarked;
