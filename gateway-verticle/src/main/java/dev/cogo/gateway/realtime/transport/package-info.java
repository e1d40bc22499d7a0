/**
 * Sockets. {@link dev.cogo.gateway.realtime.transport.Connection} is what writes text and counts what waits;
 * {@link dev.cogo.gateway.realtime.transport.RawSocket} is a WebSocket written past Vert.x, its frames shared by all who get the same
 * event, its flushes consolidated (one for a burst).
 */
@NullMarked
package dev.cogo.gateway.realtime.transport;

import org.jspecify.annotations.NullMarked;
