/**
 * Presence on free channels: which pages are there, under keys of their clients' choice, with what they say of themselves. Soft state at a
 * channel's home, as that of sessions is; {@link dev.cogo.chat.tracking.TrackingService} is the way in.
 */
@NullMarked
package dev.cogo.chat.tracking;

import org.jspecify.annotations.NullMarked;
