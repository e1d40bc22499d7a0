/**
 * Who is here and who types: soft state at a session's home, told live and never part of a session's history. The gateways say who
 * is there through them ({@link dev.cogo.schema.home.AnnouncePresence}), and {@link dev.cogo.chat.presence.PresenceService} is
 * the way in.
 *
 * <p>What is known and what has been told are two things ({@link dev.cogo.chat.presence.PresenceRegistry}): the difference is an
 * event. A home that is new to a session does not know what the one before has told; it waits until the gateways have spoken and
 * then tells a list.
 */
@NullMarked
package dev.cogo.chat.presence;

import org.jspecify.annotations.NullMarked;
