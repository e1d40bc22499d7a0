package dev.cogo.chat.presence;

import dev.cogo.chat.access.SessionAccess;
import dev.cogo.schema.bus.Done;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.ChannelPublisher;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.channel.Typing;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.presence.SetTyping;
import dev.cogo.schema.session.CheckAccess;

/** Passes on that somebody types; nothing is kept. */
public final class TypingNotices {
    private final SessionAccess access;
    private final ChannelPublisher publisher;

    public TypingNotices(SessionAccess access, ChannelPublisher publisher) {
        this.access = access;
        this.publisher = publisher;
    }

    /**
     * Tells the session's channel.
     *
     * @throws CogoException {@code session_not_found}
     */
    public Done set(SetTyping request) {
        access.check(new CheckAccess(request.userId(), request.sessionId()));
        publisher.publish(
                new Channel.OfSession(request.sessionId()),
                EventName.USER_TYPING,
                new Typing(request.userId(), request.sessionId(), request.isTyping()));
        return Done.DONE;
    }
}
