package dev.cogo.agentbridge;

import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessageEvent;
import dev.cogo.schema.message.MessageEvents;
import dev.cogo.schema.message.PostMessage;
import dev.cogo.schema.message.ReadMessageEvent;
import dev.cogo.schema.message.ReadMessageEvents;
import dev.cogo.schema.message.SendMessages;
import dev.cogo.schema.message.StoredMessages;
import dev.cogo.schema.session.Access;
import dev.cogo.schema.session.CheckAccess;
import dev.cogo.schema.session.MemberRole;
import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A small chat: members, and messages that are stored once for each client id. One for all nodes of a test. */
final class TestChat {
    private final Set<CheckAccess> members = ConcurrentHashMap.newKeySet();
    private final Set<UUID> admins = ConcurrentHashMap.newKeySet();
    private final Set<UUID> silenced = ConcurrentHashMap.newKeySet();
    private final Set<UUID> encrypted = ConcurrentHashMap.newKeySet();
    private final Map<String, PostMessage> messages = new LinkedHashMap<>();
    private final Map<String, SendMessages> sent = new LinkedHashMap<>();
    private final Map<UUID, List<MessageEvents.Event>> timelines = new ConcurrentHashMap<>();
    private final Map<ReadMessageEvent, Message> shown = new ConcurrentHashMap<>();
    private volatile boolean away;
    private int posts;

    void addMember(UUID userId, UUID sessionId) {
        members.add(new CheckAccess(userId, sessionId));
    }

    /** While it is away it takes no messages. */
    void setAway(boolean away) {
        this.away = away;
    }

    void serveOn(Vertx vertx, ClusterView view) {
        Bus bus = new Bus(vertx, view);
        bus.serve(Address.SESSION_ACCESS, this::access).await();
        bus.serve(Address.MESSAGE_POST, this::store).await();
        bus.serve(Address.MESSAGE_SEND, this::send).await();
        bus.serve(Address.MESSAGE_EVENTS, this::events).await();
        bus.serve(Address.MESSAGE_EVENT, (ReadMessageEvent request) -> new MessageEvent(shown.get(request)))
                .await();
    }

    /** From now on this user may read and not write. */
    void silence(UUID userId) {
        silenced.add(userId);
    }

    void promote(UUID userId) {
        admins.add(userId);
    }

    void encrypt(UUID sessionId) {
        encrypted.add(sessionId);
    }

    /** Something happened to a message; null is one that is not kept any more. */
    void happens(UUID sessionId, long seq, String event, @Nullable Message message) {
        if (message != null) {
            shown.put(new ReadMessageEvent(sessionId, seq), message);
        }
        timelines
                .computeIfAbsent(sessionId, first -> new CopyOnWriteArrayList<>())
                .add(new MessageEvents.Event(seq, event));
    }

    private MessageEvents events(ReadMessageEvents request) {
        return new MessageEvents(request.sessions().stream()
                .map(after -> {
                    List<MessageEvents.Event> all = timelines.getOrDefault(after.sessionId(), List.of());
                    return new MessageEvents.OfSession(
                            after.sessionId(),
                            all.isEmpty() ? 0 : all.getLast().seq(),
                            all.stream()
                                    .filter(event -> event.seq() > after.seq())
                                    .limit(request.limit())
                                    .toList());
                })
                .toList());
    }

    synchronized List<PostMessage> messages() {
        return List.copyOf(messages.values());
    }

    /** How often somebody tried to post, repetitions and failures included. */
    synchronized int posts() {
        return posts;
    }

    /** What members said, by client id. */
    synchronized Map<String, SendMessages> sent() {
        return Map.copyOf(sent);
    }

    private synchronized StoredMessages send(SendMessages request) {
        access(new CheckAccess(request.userId(), request.sessionId(), true));
        sent.put(request.messages().getFirst().clientMessageId(), request);
        return new StoredMessages(List.of());
    }

    private Access access(CheckAccess request) {
        if (!members.contains(new CheckAccess(request.userId(), request.sessionId()))) {
            throw new CogoException(ErrorCode.SESSION_NOT_FOUND, "there is no such session");
        } else if (request.writing() && silenced.contains(request.userId())) {
            throw new CogoException(ErrorCode.SILENCED, "you may not write here");
        }
        boolean encrypted = this.encrypted.contains(request.sessionId());
        MemberRole role = admins.contains(request.userId()) ? MemberRole.ADMIN : MemberRole.MEMBER;
        return new Access(request.sessionId(), role, !encrypted, null, encrypted, 0);
    }

    private synchronized StoredMessages store(PostMessage message) {
        posts++;
        if (away) {
            throw new CogoException(ErrorCode.UNAVAILABLE, "away");
        }
        messages.putIfAbsent(message.message().clientMessageId(), message);
        return new StoredMessages(List.of());
    }
}
