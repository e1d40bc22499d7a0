/**
 * An event loop's clients. {@link dev.cogo.gateway.realtime.hub.ClientHub} owns the sockets; a
 * {@link dev.cogo.gateway.realtime.hub.ClientSocket} subscribes, with {@link dev.cogo.gateway.realtime.hub.RecoveryRule} for what was
 * missed, and lets go of a slow consumer. {@link dev.cogo.gateway.realtime.hub.RealtimeNode} is what the hubs of a node share.
 */
@NullMarked
package dev.cogo.gateway.realtime.hub;

import org.jspecify.annotations.NullMarked;
