package dev.cogo.ai.chat;

import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.message.FindMessages;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessagePage;
import dev.cogo.schema.message.MessageType;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.message.PostMessage;
import dev.cogo.schema.message.ReadHistory;
import dev.cogo.schema.message.SendMessages;
import dev.cogo.schema.message.StoredMessages;
import dev.cogo.schema.record.Done;
import dev.cogo.schema.session.Access;
import dev.cogo.schema.session.CheckAccess;
import dev.cogo.schema.session.NameSession;
import java.util.List;
import java.util.UUID;

/** Requests to the chat over the bus. Methods wait for the reply and throw the {@link CogoException} it failed with. */
public final class ChatClient {
    private final Bus bus;

    public ChatClient(Bus bus) {
        this.bus = bus;
    }

    /**
     * The access of a user who wants the AI to say something in a session in which it takes part.
     *
     * @throws CogoException {@code session_not_found}, {@code ai_not_in_session}, {@code session_archived},
     *     {@code silenced}, {@code blocked}
     */
    public Access aiAccess(UUID userId, UUID sessionId) {
        Access access = bus.<Access>request(Address.SESSION_ACCESS, new CheckAccess(userId, sessionId, true))
                .await();
        if (!access.ai()) {
            throw new CogoException(ErrorCode.AI_NOT_IN_SESSION, "the AI takes no part in this session");
        }
        return access;
    }

    /**
     * A member's access.
     *
     * @throws CogoException {@code session_not_found}
     */
    public Access access(UUID userId, UUID sessionId) {
        return bus.<Access>request(Address.SESSION_ACCESS, new CheckAccess(userId, sessionId))
                .await();
    }

    /** Stores a member's question, for which a run is about to be begun. */
    public Message send(UUID userId, UUID sessionId, NewMessage message) {
        return only(bus.<StoredMessages>request(
                        Address.MESSAGE_SEND, new SendMessages(userId, sessionId, List.of(message), true))
                .await());
    }

    /** Stores a message of the server; a repetition gives the first one. */
    public Message post(UUID sessionId, MessageType type, NewMessage message) {
        return post(new PostMessage(sessionId, type, message));
    }

    /** Stores a message of an assistant; a repetition gives the first one. */
    public Message post(UUID sessionId, MessageType type, NewMessage message, PostMessage.By by) {
        return post(new PostMessage(sessionId, type, message, by));
    }

    private Message post(PostMessage message) {
        return only(bus.<StoredMessages>request(Address.MESSAGE_POST, message).await());
    }

    /** Gives a session a title that has none. */
    public void name(UUID sessionId, String title) {
        bus.<Done>request(Address.SESSION_NAME, new NameSession(sessionId, title))
                .await();
    }

    /** The last messages up to and with a seq, as this user may read them, oldest first. */
    public List<Message> upTo(UUID userId, UUID sessionId, long seq, int limit) {
        return bus.<MessagePage>request(Address.HISTORY_READ, new ReadHistory(userId, sessionId, seq + 1, null, limit))
                .await()
                .items();
    }

    /** The first messages after a seq, as this user may read them, oldest first. */
    public List<Message> after(UUID userId, UUID sessionId, long seq, int limit) {
        return bus.<MessagePage>request(Address.HISTORY_READ, new ReadHistory(userId, sessionId, null, seq, limit))
                .await()
                .items();
    }

    /**
     * One message.
     *
     * @throws CogoException {@code message_not_found}
     */
    public Message message(UUID userId, UUID sessionId, long seq) {
        return upTo(userId, sessionId, seq, 1).stream()
                .filter(message -> message.seq() == seq)
                .findFirst()
                .orElseThrow(() -> new CogoException(ErrorCode.MESSAGE_NOT_FOUND, "the message is gone"));
    }

    /**
     * One message, by its id.
     *
     * @throws CogoException {@code message_not_found}
     */
    public Message message(UUID userId, UUID sessionId, UUID id) {
        return bus
                .<MessagePage>request(Address.MESSAGE_FIND, new FindMessages(userId, List.of(id)))
                .await()
                .items()
                .stream()
                .filter(message -> message.sessionId().equals(sessionId))
                .findFirst()
                .orElseThrow(() -> new CogoException(ErrorCode.MESSAGE_NOT_FOUND, "there is no such message here"));
    }

    private static Message only(StoredMessages stored) {
        return stored.messages().getFirst();
    }
}
