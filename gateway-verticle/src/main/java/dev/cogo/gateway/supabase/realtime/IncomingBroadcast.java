package dev.cogo.gateway.supabase.realtime;

import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.event.Broadcast;
import java.util.UUID;

/** What a client's broadcast is to the server. */
sealed interface IncomingBroadcast {
    /** The typing of all other doors. */
    record Typing(UUID sessionId, boolean isTyping) implements IncomingBroadcast {}

    /** Anything that only the clients understand. */
    record Word(Channel channel, Broadcast what) implements IncomingBroadcast {}
}
