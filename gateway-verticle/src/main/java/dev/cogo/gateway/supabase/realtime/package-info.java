/**
 * {@code /realtime/v1}: channels, broadcast, presence and row changes for the realtime client of supabase-js.
 * {@link dev.cogo.gateway.supabase.realtime.RealtimeDoor} has the paths. It is one more codec around the hub:
 * {@link dev.cogo.gateway.supabase.realtime.ChannelSession} turns a client's pushes into calls on its
 * {@link dev.cogo.gateway.realtime.hub.ClientSocket}, and a {@link dev.cogo.gateway.supabase.realtime.ChannelFormat} writes a
 * channel's events for all clients that joined alike. Rows come from the timeline's events, not from the database's log.
 */
@NullMarked
package dev.cogo.gateway.supabase.realtime;

import org.jspecify.annotations.NullMarked;
