package dev.cogo.gateway.realtime.hub;

import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.event.Broadcast;
import dev.cogo.schema.event.SendBroadcast;
import dev.cogo.schema.message.DeleteMessage;
import dev.cogo.schema.message.EditMessage;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessagePage;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.message.ReactionChange;
import dev.cogo.schema.message.ReadHistory;
import dev.cogo.schema.message.ReadTimeline;
import dev.cogo.schema.message.SendMessages;
import dev.cogo.schema.message.SetReaction;
import dev.cogo.schema.message.StoredMessages;
import dev.cogo.schema.message.TimelinePage;
import dev.cogo.schema.presence.PresencePage;
import dev.cogo.schema.presence.PresenceState;
import dev.cogo.schema.presence.PresenceStatus;
import dev.cogo.schema.presence.ReadPresence;
import dev.cogo.schema.presence.ReadTracks;
import dev.cogo.schema.presence.SetTyping;
import dev.cogo.schema.presence.Track;
import dev.cogo.schema.presence.Tracks;
import dev.cogo.schema.record.BusRecord;
import dev.cogo.schema.record.Done;
import dev.cogo.schema.session.MarkRead;
import dev.cogo.schema.session.ReadMark;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a user may ask on a connection. {@link ClientSocket#request} gives it for one call, which has been counted by then. Used on the
 * hub's event loop only; futures fail with a {@link CogoException}.
 */
public final class UserCalls {
    private static final CogoException NOT_LISTENING =
            new CogoException(ErrorCode.FORBIDDEN, "listen to the channel before you speak on it");

    private final UUID id;
    private final @Nullable UUID speaker;
    private final boolean mayAsk;
    private final ClientHub hub;
    private final CallQueue calls;
    private final Subscriptions subscriptions;
    private final SocketTracks tracks;

    /**
     * For one call.
     *
     * @param speaker whose its broadcasts are; null for a server of the operator's
     * @param mayAsk whether messages may ask the AI
     */
    UserCalls(
            UUID id,
            @Nullable UUID speaker,
            boolean mayAsk,
            ClientHub hub,
            CallQueue calls,
            Subscriptions subscriptions,
            SocketTracks tracks) {
        this.id = id;
        this.speaker = speaker;
        this.mayAsk = mayAsk;
        this.hub = hub;
        this.calls = calls;
        this.subscriptions = subscriptions;
        this.tracks = tracks;
    }

    UUID id() {
        return id;
    }

    /** Stores messages, after this connection's earlier ones for the session. Fails with {@code rate_limited} too. */
    public Future<StoredMessages> send(UUID sessionId, List<NewMessage> messages) {
        SendMessages request = new SendMessages(id, sessionId, messages, !mayAsk);
        return calls.runInOrder(
                sessionId,
                () -> hub.here(hub.rates().spendMessages(id, messages.size()))
                        .compose(spent -> hub.bus().request(Address.MESSAGE_SEND, request)));
    }

    /** Changes a message's text, after this connection's earlier calls that change the session. */
    public Future<Message> edit(UUID sessionId, UUID messageId, String content) {
        return write(sessionId, Address.MESSAGE_EDIT, new EditMessage(id, sessionId, messageId, content));
    }

    /** Deletes a message, likewise. */
    public Future<Message> delete(UUID sessionId, UUID messageId) {
        DeleteMessage request = new DeleteMessage(id, sessionId, messageId);
        return calls.runInOrder(sessionId, () -> hub.bus().request(Address.MESSAGE_DELETE, request));
    }

    /** Puts a reaction on a message or takes it back, likewise. */
    public Future<ReactionChange> react(UUID sessionId, UUID messageId, String emoji, boolean on) {
        return write(sessionId, Address.REACTION_SET, new SetReaction(id, sessionId, messageId, emoji, on));
    }

    /** Notes how far the user has read. */
    public Future<ReadMark> read(UUID sessionId, long seq) {
        MarkRead request = new MarkRead(id, sessionId, seq);
        return calls.runInOrder(sessionId, () -> hub.bus().request(Address.READ_MARK, request));
    }

    /**
     * What happened in a session after a seq. One page is read at a time, so that a client that asks for many at once does
     * not fill the memory with them.
     */
    public Future<TimelinePage> timeline(UUID sessionId, long after, int limit) {
        ReadTimeline request = new ReadTimeline(id, sessionId, after, limit);
        return calls.runInOrder(Address.TIMELINE_READ, () -> hub.bus().request(Address.TIMELINE_READ, request));
    }

    /** Tells a session that the user types, or no longer. */
    public Future<Void> typing(UUID sessionId, boolean isTyping) {
        return calls.run(() -> hub.bus()
                .<Done>request(Address.TYPING_SET, new SetTyping(id, sessionId, isTyping))
                .mapEmpty());
    }

    /**
     * Tells something to the others who listen to a channel that this connection hears, after what it told them before; nothing
     * is stored.
     *
     * @return completes when the channel's home has passed it on. Fails with {@code forbidden} when the connection does not hear
     *     the channel, or it takes no words of clients; with {@code silenced}, {@code session_archived}, {@code blocked}
     */
    public Future<Void> broadcast(String channel, Broadcast what) {
        if (!subscriptions.isLive(channel)) {
            return Future.failedFuture(NOT_LISTENING);
        }
        SendBroadcast request = new SendBroadcast(channel, what.by(speaker));
        return calls.runInOrder(
                channel,
                () -> hub.bus()
                        .<Done>request(Address.CHANNEL_BROADCAST, request)
                        .mapEmpty());
    }

    /** Says how the user is on a session's channel, which they listen to. */
    public Future<Void> setPresence(
            UUID sessionId, Optional<PresenceStatus> status, Optional<Map<String, Object>> state) {
        return calls.run(() -> hub.here(hub.presence().set(id, sessionId, status, state)));
    }

    /** Tells who is on a session's channel; see {@link ReadPresence}. */
    public Future<PresencePage> presence(UUID sessionId, int limit, Optional<String> cursor, boolean offline) {
        ReadPresence request = new ReadPresence(id, sessionId, limit, cursor.orElse(null), offline);
        return calls.run(() -> hub.bus().request(Address.PRESENCE_READ, request));
    }

    /**
     * Says that this connection is present on a free channel that it hears, under a key of its own, or something else of it.
     *
     * @param topic what the connection calls its place there, for {@link ClientSocket#untrack}
     * @return completes when the channel's home knows. Fails with {@code invalid_request}, {@code forbidden}, {@code too_many_channels}
     */
    public Future<Void> track(String topic, String channel, String key, Map<String, Object> state) {
        if (!subscriptions.isLive(channel)) {
            return Future.failedFuture(NOT_LISTENING);
        }
        Optional<Track> noted = tracks.note(topic, key, PresenceState.checked(state));
        return noted.isEmpty()
                ? Future.succeededFuture()
                : calls.runInOrder(tracks, () -> hub.here(tracks.tell(id, topic, channel, noted.get())));
    }

    /** Tells which pages are on a free channel that this connection hears. */
    public Future<Tracks> tracked(String channel) {
        return subscriptions.isLive(channel)
                ? calls.run(() -> hub.bus().request(Address.TRACKS_READ, new ReadTracks(channel)))
                : Future.failedFuture(NOT_LISTENING);
    }

    /** The seq before the newest messages of a session, those since a time and none more than so many; empty when there are none. */
    public Future<Optional<Long>> seqBefore(UUID sessionId, Instant since, int limit) {
        ReadHistory request = new ReadHistory(id, sessionId, null, null, limit);
        return calls.run(() -> hub.bus().<MessagePage>request(Address.HISTORY_READ, request))
                .map(page -> page.items().stream()
                        .filter(message -> !message.timestamp().isBefore(since))
                        .map(message -> message.seq() - 1)
                        .findFirst());
    }

    /** A write that counts like a message. */
    private <T extends BusRecord> Future<T> write(UUID sessionId, Address address, BusRecord request) {
        return calls.runInOrder(
                sessionId,
                () -> hub.here(hub.rates().spendMessages(id, 1))
                        .compose(spent -> hub.bus().request(address, request)));
    }
}
