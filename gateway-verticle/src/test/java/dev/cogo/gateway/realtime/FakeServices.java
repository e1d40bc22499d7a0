package dev.cogo.gateway.realtime;

import dev.cogo.schema.agent.ReadTask;
import dev.cogo.schema.agent.Task;
import dev.cogo.schema.agent.TaskStatus;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.bus.Bus;
import dev.cogo.schema.bus.Done;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.ChannelPublisher;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessageType;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.message.SendMessages;
import dev.cogo.schema.message.StoredMessages;
import dev.cogo.schema.presence.BeatPresence;
import dev.cogo.schema.presence.Presence;
import dev.cogo.schema.presence.PresenceList;
import dev.cogo.schema.presence.PresenceStatus;
import dev.cogo.schema.presence.ReadPresence;
import dev.cogo.schema.presence.SetPresence;
import dev.cogo.schema.presence.SetTyping;
import dev.cogo.schema.session.Access;
import dev.cogo.schema.session.AccessRevoked;
import dev.cogo.schema.session.CheckAccess;
import dev.cogo.schema.session.MemberRole;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Stands for the chat and agent services: the same addresses, state in memory. Deploy it on a virtual thread. */
final class FakeServices extends VerticleBase {
    final List<SendMessages> sent = new CopyOnWriteArrayList<>();
    final List<SetTyping> typing = new CopyOnWriteArrayList<>();
    final List<SetPresence> presence = new CopyOnWriteArrayList<>();
    /** What an access check waits for after it has read the members. */
    volatile Future<Void> accessGate = Future.succeededFuture();
    /** What storing waits for. */
    volatile Future<Void> sendGate = Future.succeededFuture();

    /** How many access checks have read the members. */
    final AtomicInteger checked = new AtomicInteger();

    private final Map<UUID, Set<UUID>> members = new ConcurrentHashMap<>();
    private final Map<UUID, Task> tasks = new ConcurrentHashMap<>();
    private final AtomicLong seq = new AtomicLong();
    private Bus bus;
    private ChannelPublisher publisher;

    UUID session(UUID... users) {
        UUID id = Ids.next();
        members.put(id, ConcurrentHashMap.newKeySet());
        members.get(id).addAll(List.of(users));
        return id;
    }

    UUID task(UUID session, UUID owner) {
        UUID id = Ids.next();
        Instant now = Instant.now();
        tasks.put(
                id, new Task(id, session, owner, "t", "default", TaskStatus.WORKING, 0, null, null, null, 1, now, now));
        return id;
    }

    void removeMember(UUID session, UUID user) {
        members.get(session).remove(user);
        bus.publish(Address.ACCESS_REVOKED, new AccessRevoked(user, session));
    }

    /** Whether the last word on a user, if there was any, is that they left. */
    boolean isAbsent(UUID user, UUID session) {
        return presence.stream()
                .filter(set -> set.userId().equals(user) && set.sessionId().equals(session))
                .reduce((earlier, later) -> later)
                .filter(last -> last.status() != PresenceStatus.OFFLINE)
                .isEmpty();
    }

    @Override
    public Future<?> start() {
        bus = new Bus(vertx);
        publisher = new ChannelPublisher(vertx);
        return Future.all(List.of(
                bus.serve(Address.SESSION_ACCESS, this::access),
                bus.serve(Address.TASK_READ, this::readTask),
                bus.serve(Address.MESSAGE_SEND, this::send),
                bus.serve(Address.TYPING_SET, this::type),
                bus.serve(Address.PRESENCE_SET, this::setPresence),
                bus.<ReadPresence, PresenceList>serve(Address.PRESENCE_READ, request -> present(request.sessionId())),
                bus.<BeatPresence, Done>serve(Address.PRESENCE_BEAT, beat -> Done.DONE)));
    }

    private Access access(CheckAccess request) {
        boolean member = isMember(request.userId(), request.sessionId());
        checked.incrementAndGet();
        accessGate.await();
        if (!member) {
            throw new CogoException(ErrorCode.SESSION_NOT_FOUND, "no such session");
        }
        return new Access(request.sessionId(), MemberRole.MEMBER, true, null, 0);
    }

    private Task readTask(ReadTask request) {
        Task task = tasks.get(request.taskId());
        if (task == null
                || (!task.userId().equals(request.userId()) && !isMember(request.userId(), task.sessionId()))) {
            throw new CogoException(ErrorCode.TASK_NOT_FOUND, "no such task");
        }
        return task;
    }

    private StoredMessages send(SendMessages request) {
        access(new CheckAccess(request.userId(), request.sessionId()));
        sent.add(request);
        sendGate.await();
        List<Message> stored = new ArrayList<>();
        for (NewMessage message : request.messages()) {
            Message one = new Message(
                    Ids.next(),
                    seq.incrementAndGet(),
                    request.sessionId(),
                    request.userId(),
                    message.content(),
                    MessageType.TEXT,
                    Instant.now(),
                    message.clientMessageId(),
                    message.replyTo(),
                    message.metadata());
            stored.add(one);
            publisher.publish(new Channel.OfSession(request.sessionId()), EventName.NEW_MESSAGE, one.seq(), one);
        }
        return new StoredMessages(stored);
    }

    private Done type(SetTyping request) {
        access(new CheckAccess(request.userId(), request.sessionId()));
        typing.add(request);
        return Done.DONE;
    }

    private PresenceList setPresence(SetPresence request) {
        presence.add(request);
        return present(request.sessionId());
    }

    private PresenceList present(UUID session) {
        return new PresenceList(
                session,
                presence.stream()
                        .filter(set -> set.sessionId().equals(session) && set.status() != PresenceStatus.OFFLINE)
                        .map(set -> new Presence(set.userId(), "A", set.status(), Instant.now()))
                        .toList());
    }

    private boolean isMember(UUID user, UUID session) {
        return members.getOrDefault(session, Set.of()).contains(user);
    }
}
