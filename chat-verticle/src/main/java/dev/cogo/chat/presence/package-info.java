/**
 * Who is here and who types: soft state, told live and never part of a session's history.
 *
 * <p>The rows of {@code session_presence} are what the listeners have been told: a user is on a channel while at least one
 * gateway node says so, and an event goes out exactly when the sum over all gateways changes. Whatever changes a user's rows
 * holds that user's lock ({@link dev.cogo.chat.presence.PresenceLock}), so the change is computed from what is really there.
 */
@NullMarked
package dev.cogo.chat.presence;

import org.jspecify.annotations.NullMarked;
