/**
 * Many small rooms, what a chat server serves all day: a node, and beside it Centrifugo with its PostgreSQL broker, each behind
 * {@link dev.cogo.bench.rooms.RoomServer}. {@link dev.cogo.bench.rooms.RoomTraffic} sends by HTTP and lets everybody listen.
 */
@NullMarked
package dev.cogo.bench.rooms;

import org.jspecify.annotations.NullMarked;
