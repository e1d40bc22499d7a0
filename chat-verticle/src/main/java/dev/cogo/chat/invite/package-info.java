/** Invites: links that let whoever has them join a group as an ordinary member. {@link dev.cogo.chat.invite.Invites} is the way in. */
@NullMarked
package dev.cogo.chat.invite;

import org.jspecify.annotations.NullMarked;
