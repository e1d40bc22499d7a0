/**
 * Channels of a node. {@link dev.cogo.gateway.realtime.channel.ChannelRegistry} knows which hubs listen to what;
 * {@link dev.cogo.gateway.realtime.channel.TimelineResequencer} puts a session's events into the order of their seq (resequencer) and heals gaps;
 * {@code CatchUp} finds what a returning client has missed, in memory or in the database, one query for all who ask.
 */
@NullMarked
package dev.cogo.gateway.realtime.channel;

import org.jspecify.annotations.NullMarked;
