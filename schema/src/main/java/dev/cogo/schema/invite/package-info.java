/**
 * Invites: links that let whoever has them join a group. {@link dev.cogo.schema.invite.CreateInvite} makes one, {@link
 * dev.cogo.schema.invite.AcceptInvite} uses it; what is shown to who is no member yet is {@link
 * dev.cogo.schema.invite.InvitePreview}.
 */
@NullMarked
package dev.cogo.schema.invite;

import org.jspecify.annotations.NullMarked;
