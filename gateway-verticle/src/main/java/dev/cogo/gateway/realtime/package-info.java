/**
 * The realtime doors: channels that clients listen to, and calls that they make over the same connection.
 *
 * <p>{@link dev.cogo.gateway.realtime.hub.RealtimeNode} is what the event loops of a node share: the {@code ChannelRegistry}
 * (which channel interests which hub, and in {@link dev.cogo.gateway.realtime.channel.TimelineResequencer} the order of a session's events), who is present through this node, and notices of revoked rights. Each event loop has
 * one {@link dev.cogo.gateway.realtime.hub.ClientHub}, which owns its sockets. A door is a codec around the hub: it turns bytes
 * into calls on a {@link dev.cogo.gateway.realtime.hub.ClientSocket} and gives a {@link dev.cogo.gateway.realtime.event.DoorFormat} for
 * the way back. {@link dev.cogo.gateway.realtime.bridge.EventBusDoor} speaks the frames of the Vert.x event-bus bridge over SockJS
 * and plain WebSockets, {@link dev.cogo.gateway.realtime.stream.EventStreamDoor} server-sent events.
 *
 * <p>A client that comes back says the last seq that it has. {@link dev.cogo.gateway.realtime.hub.RecoveryRule} decides what becomes of
 * it, a {@code Replay} sends what was missed page by page, and the channel's {@code CatchUp} finds it.
 *
 * <p>A transport that writes texts is a {@link dev.cogo.gateway.realtime.transport.Connection}; its writes are counted until they are
 * done. A WebSocket is a {@code RawSocket}: an event is made into bytes once for a node and {@code WireFormat}, put into one
 * piece of memory for a hub, written past Vert.x to each socket, and {@code FlushConsolidator} flushes each once.
 *
 * <p>Not the stock bridge: that registers one consumer with the cluster for each client and channel, never re-checks rights
 * and queues without limit for a client that does not read.
 */
@NullMarked
package dev.cogo.gateway.realtime;

import org.jspecify.annotations.NullMarked;
