/**
 * What goes to clients, before any transport: events as bytes that are made once ({@link
 * dev.cogo.gateway.realtime.event.EncodedEvent}), notices and close codes, and the interfaces that a door implements as a codec. The
 * numbers that bound a connection are {@link dev.cogo.gateway.realtime.event.RealtimeLimits}.
 */
@NullMarked
package dev.cogo.gateway.realtime.event;

import org.jspecify.annotations.NullMarked;
