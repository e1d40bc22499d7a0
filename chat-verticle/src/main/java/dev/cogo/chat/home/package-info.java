/**
 * What a node does as the home of channels: it knows which gateway nodes have listeners, hands them each event, and sees to it
 * that none is missed. All of it is soft state: the gateways announce their interest again wherever a channel goes, and where
 * timelines stand is in the database. {@link dev.cogo.chat.home.Home} is the way in.
 *
 * <p>A home has an event loop of its own: what it passes on must not wait behind the work of virtual threads.
 */
@NullMarked
package dev.cogo.chat.home;

import org.jspecify.annotations.NullMarked;
