/** Invites: links that let whoever has them join a group. */
@NullMarked
package dev.cogo.schema.invite;

import org.jspecify.annotations.NullMarked;
