package dev.cogo.chat.presence;

import dev.cogo.chat.access.SessionAccess;
import dev.cogo.runtime.channel.ChannelPublisher;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.event.SendBroadcast;
import dev.cogo.schema.record.Done;
import dev.cogo.schema.session.CheckAccess;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Passes on what clients say to each other; nothing is kept. */
public final class Broadcasts {
    private final SessionAccess access;
    private final ChannelPublisher publisher;

    public Broadcasts(SessionAccess access, ChannelPublisher publisher) {
        this.access = access;
        this.publisher = publisher;
    }

    /**
     * Tells the channel. Whoever may not write in a session may not speak on its channel either.
     *
     * @throws CogoException {@code session_not_found}, {@code session_archived}, {@code blocked}, {@code silenced};
     *     {@code forbidden} on a channel where only the server speaks
     */
    public Done send(SendBroadcast request) {
        Channel channel = Channel.parse(request.channel());
        UUID userId = request.broadcast().userId();
        switch (channel) {
            case Channel.OfSession(var sessionId) -> {
                if (userId != null) {
                    access.check(new CheckAccess(userId, sessionId, true));
                }
            }
            case Channel.OfRoom room -> {
                // The gateway asks for a login and whether the name is open; there is nothing else to know of it.
            }
            case Channel.OfUser user -> refuse(userId);
            case Channel.OfTask task -> refuse(userId);
            case Channel.OfEveryone everyone -> refuse(userId);
            case Channel.OfOperators operators -> refuse(userId);
        }
        publisher.publish(channel, EventName.BROADCAST, request.broadcast());
        return Done.DONE;
    }

    private static void refuse(@Nullable UUID userId) {
        if (userId != null) {
            throw new CogoException(ErrorCode.FORBIDDEN, "clients can't speak on this channel");
        }
    }
}
