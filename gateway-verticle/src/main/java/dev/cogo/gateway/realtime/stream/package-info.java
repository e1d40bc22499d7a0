/**
 * Server-sent events, for clients that only listen: {@link dev.cogo.gateway.realtime.stream.EventStreamDoor}.
 */
@NullMarked
package dev.cogo.gateway.realtime.stream;

import org.jspecify.annotations.NullMarked;
