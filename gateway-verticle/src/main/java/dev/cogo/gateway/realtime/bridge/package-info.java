/**
 * The door of the Vert.x event-bus bridge: its frames over SockJS and over plain WebSockets.
 * {@link dev.cogo.gateway.realtime.bridge.EventBusDoor} has the routes, {@code BridgeSession} turns a client's frames into calls on its
 * socket, {@code BridgeFormat} writes the frames for the way back.
 */
@NullMarked
package dev.cogo.gateway.realtime.bridge;

import org.jspecify.annotations.NullMarked;
