package dev.cogo.ai.testing;

import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.database.Database;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
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
import dev.cogo.schema.session.MemberRole;
import dev.cogo.schema.session.NameSession;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The chat's side of the bus, in memory: members only, dense seqs, and what is repeated by client id stays one message. */
public final class TestChat extends VerticleBase {
    private record Session(
            Set<UUID> members, boolean ai, @Nullable String language, List<Message> messages) {}

    private final Database database;
    private final Map<UUID, Session> sessions = new ConcurrentHashMap<>();
    private final Map<UUID, String> titles = new ConcurrentHashMap<>();
    private final Set<UUID> blocked = ConcurrentHashMap.newKeySet();
    private final AtomicInteger postsToFail = new AtomicInteger();

    /** @param database gets a row for each session, because jobs refer to it */
    public TestChat(Database database) {
        this.database = database;
    }

    @Override
    public Future<?> start() {
        Bus bus = new Bus(vertx);
        return Future.all(
                bus.serve(Address.SESSION_ACCESS, this::access),
                bus.serve(Address.MESSAGE_SEND, this::send),
                bus.serve(Address.MESSAGE_POST, this::post),
                bus.serve(Address.HISTORY_READ, this::history),
                bus.serve(Address.MESSAGE_FIND, this::find),
                bus.serve(Address.SESSION_NAME, this::name));
    }

    public UUID session(boolean ai, @Nullable String language, UUID... members) {
        UUID id = Ids.next();
        database.query("INSERT INTO user_chat_sessions (session_id, kind, ai) VALUES ($1, 'group', $2)", id, ai);
        sessions.put(id, new Session(Set.of(members), ai, language, new ArrayList<>()));
        return id;
    }

    /** What sessions were named. */
    public Map<UUID, String> titles() {
        return titles;
    }

    private Done name(NameSession request) {
        titles.putIfAbsent(request.sessionId(), request.title());
        return Done.DONE;
    }

    /** All messages of a session. */
    public List<Message> messages(UUID sessionId) {
        Session session = Objects.requireNonNull(sessions.get(sessionId));
        synchronized (session) {
            return List.copyOf(session.messages());
        }
    }

    /** Stores a message as its author's. */
    public Message write(UUID sessionId, @Nullable UUID userId, MessageType type, String content) {
        return store(Objects.requireNonNull(sessions.get(sessionId)), sessionId, userId, type, new NewMessage(content));
    }

    /** As if somebody had been removed from a session. */
    public void remove(UUID sessionId, UUID userId) {
        sessions.computeIfPresent(sessionId, (id, session) -> {
            Set<UUID> left = new HashSet<>(session.members());
            left.remove(userId);
            return new Session(left, session.ai(), session.language(), session.messages());
        });
    }

    /** As if one of the two in a direct session had blocked the other. */
    public void block(UUID sessionId) {
        blocked.add(sessionId);
    }

    /** As if a session had been deleted. */
    public void delete(UUID sessionId) {
        sessions.remove(sessionId);
        database.query("DELETE FROM user_chat_sessions WHERE session_id = $1", sessionId);
    }

    /** The next posts of services fail as if the chat were away. */
    public void failNextPosts(int count) {
        postsToFail.set(count);
    }

    private Access access(CheckAccess request) {
        Session session = request.writing()
                ? writable(request.userId(), request.sessionId())
                : of(request.userId(), request.sessionId());
        return new Access(request.sessionId(), MemberRole.MEMBER, session.ai(), session.language(), 0);
    }

    private StoredMessages send(SendMessages request) {
        Session session = writable(request.userId(), request.sessionId());
        return new StoredMessages(request.messages().stream()
                .map(message -> store(session, request.sessionId(), request.userId(), MessageType.TEXT, message))
                .toList());
    }

    private StoredMessages post(PostMessage request) {
        if (postsToFail.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new CogoException(ErrorCode.UNAVAILABLE, "the chat is away");
        }
        Session session = sessions.get(request.sessionId());
        if (session == null) {
            throw new CogoException(ErrorCode.SESSION_NOT_FOUND, "no such session");
        }
        UUID author = request.by() == null ? null : request.by().assistantId();
        return new StoredMessages(
                List.of(store(session, request.sessionId(), author, request.messageType(), request.message())));
    }

    private MessagePage history(ReadHistory request) {
        of(request.userId(), request.sessionId());
        Long after = request.after();
        if (after != null) {
            return new MessagePage(
                    messages(request.sessionId()).stream()
                            .filter(message -> message.seq() > after)
                            .limit(request.limit())
                            .toList(),
                    null);
        }
        List<Message> before = messages(request.sessionId()).stream()
                .filter(message -> request.before() == null || message.seq() < request.before())
                .toList();
        return new MessagePage(before.subList(Math.max(0, before.size() - request.limit()), before.size()), null);
    }

    private MessagePage find(FindMessages request) {
        return new MessagePage(
                sessions.entrySet().stream()
                        .filter(session -> session.getValue().members().contains(request.userId()))
                        .flatMap(session -> messages(session.getKey()).stream())
                        .filter(message -> request.ids().contains(message.id()))
                        .toList(),
                null);
    }

    private Session of(UUID userId, UUID sessionId) {
        Session session = sessions.get(sessionId);
        if (session == null || !session.members().contains(userId)) {
            throw new CogoException(ErrorCode.SESSION_NOT_FOUND, "no such session");
        }
        return session;
    }

    private Session writable(UUID userId, UUID sessionId) {
        Session session = of(userId, sessionId);
        if (blocked.contains(sessionId)) {
            throw new CogoException(ErrorCode.BLOCKED, "one of you two has blocked the other");
        }
        return session;
    }

    private static Message store(
            Session session, UUID sessionId, @Nullable UUID userId, MessageType type, NewMessage message) {
        synchronized (session) {
            return session.messages().stream()
                    .filter(known -> message.clientMessageId() != null
                            && message.clientMessageId().equals(known.clientMessageId())
                            && Objects.equals(userId, known.userId()))
                    .findFirst()
                    .orElseGet(() -> {
                        Message stored = new Message(
                                Ids.next(),
                                session.messages().size() + 1L,
                                sessionId,
                                userId,
                                message.content(),
                                type,
                                Instant.now(),
                                message.clientMessageId(),
                                message.replyTo(),
                                message.metadata());
                        session.messages().add(stored);
                        return stored;
                    });
        }
    }
}
