package dev.cogo.gateway.realtime;

import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.channel.ChannelPublisher;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.schema.agent.ReadTask;
import dev.cogo.schema.agent.Task;
import dev.cogo.schema.agent.TaskStatus;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.ChannelEvent;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.event.BatchMessages;
import dev.cogo.schema.event.SendBroadcast;
import dev.cogo.schema.home.InterestAck;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.DeleteMessage;
import dev.cogo.schema.message.EditMessage;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessageType;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.message.ReactionChange;
import dev.cogo.schema.message.ReadTimeline;
import dev.cogo.schema.message.SendMessages;
import dev.cogo.schema.message.SetReaction;
import dev.cogo.schema.message.StoredMessages;
import dev.cogo.schema.message.TimelinePage;
import dev.cogo.schema.presence.PresencePage;
import dev.cogo.schema.presence.ReadPresence;
import dev.cogo.schema.presence.SetTyping;
import dev.cogo.schema.record.BusRecord;
import dev.cogo.schema.record.Done;
import dev.cogo.schema.session.Access;
import dev.cogo.schema.session.AccessRevoked;
import dev.cogo.schema.session.CheckAccess;
import dev.cogo.schema.session.MarkRead;
import dev.cogo.schema.session.MemberRole;
import dev.cogo.schema.session.ReadMark;
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
import java.util.function.LongFunction;

/** Stands for the chat and agent services: the same addresses, state in memory. Deploy it on a virtual thread. */
final class FakeServices extends VerticleBase {
    final List<SendMessages> sent = new CopyOnWriteArrayList<>();
    final List<SendBroadcast> broadcasts = new CopyOnWriteArrayList<>();
    final List<SetTyping> typing = new CopyOnWriteArrayList<>();
    final List<ReadPresence> presenceReads = new CopyOnWriteArrayList<>();
    /** What an access check waits for after it has read the members. */
    volatile Future<Void> accessGate = Future.succeededFuture();
    /** What storing waits for. */
    volatile Future<Void> sendGate = Future.succeededFuture();

    /** How many access checks have read the members. */
    final AtomicInteger checked = new AtomicInteger();

    /** How often a timeline was asked for, and how many of the next times it fails. */
    final AtomicInteger timelineReads = new AtomicInteger();

    final AtomicInteger timelineFailures = new AtomicInteger();

    /** The most timelines that were asked for at the same time. */
    final AtomicInteger timelineReadsAtOnce = new AtomicInteger();

    /** What each read waits for; its argument is the seq that the page has to follow. */
    volatile LongFunction<Future<Void>> timelineGate = after -> Future.succeededFuture();

    private final AtomicInteger timelineReading = new AtomicInteger();
    final List<BusRecord> changes = new CopyOnWriteArrayList<>();

    private final Map<UUID, Set<UUID>> members = new ConcurrentHashMap<>();
    private final Map<UUID, Task> tasks = new ConcurrentHashMap<>();
    private final Map<UUID, List<ChannelEvent>> timelines = new ConcurrentHashMap<>();
    private final Map<UUID, Long> thrownAwayUpTo = new ConcurrentHashMap<>();
    private Bus bus;
    private ChannelPublisher publisher;

    UUID session(UUID... users) {
        UUID id = Ids.next();
        members.put(id, ConcurrentHashMap.newKeySet());
        timelines.put(id, new CopyOnWriteArrayList<>());
        members.get(id).addAll(List.of(users));
        return id;
    }

    UUID task(UUID session, UUID owner) {
        UUID id = Ids.next();
        Instant now = Instant.now();
        tasks.put(
                id,
                new Task(
                        id,
                        session,
                        owner,
                        "t",
                        "default",
                        TaskStatus.WORKING,
                        0,
                        null,
                        null,
                        null,
                        null,
                        null,
                        1,
                        now,
                        now));
        return id;
    }

    void removeMember(UUID session, UUID user) {
        members.get(session).remove(user);
        bus.tellGateways(Address.ACCESS_REVOKED, new AccessRevoked(user, session));
    }

    /** Like {@link #removeMember}, but the notice is lost. */
    void removeSilently(UUID session, UUID user) {
        members.get(session).remove(user);
    }

    /** Stores a message and tells nobody. */
    Message store(UUID session, String content) {
        List<ChannelEvent> timeline = timelines.get(session);
        synchronized (timeline) {
            Message message = new Message(
                    Ids.next(),
                    timeline.size() + 1,
                    session,
                    null,
                    content,
                    MessageType.SYSTEM,
                    Instant.now(),
                    null,
                    null,
                    null);
            timeline.add(event(message));
            return message;
        }
    }

    /** The database loses what it stored last. */
    void forgetAfter(UUID session, int seq) {
        List<ChannelEvent> timeline = timelines.get(session);
        timelines.put(session, new CopyOnWriteArrayList<>(timeline.subList(0, seq)));
    }

    /** The retention of history throws away what is old. */
    void throwAwayUpTo(UUID session, long seq) {
        thrownAwayUpTo.put(session, seq);
    }

    void tell(Message... messages) {
        for (Message message : messages) {
            publisher.publish(event(message));
        }
    }

    void tell(EventName name, Message message) {
        publisher.publish(new ChannelEvent(name, new Channel.OfSession(message.sessionId()), message.seq(), message));
    }

    void tellBatch(Message... messages) {
        Message last = messages[messages.length - 1];
        publisher.publish(new ChannelEvent(
                EventName.BATCH_MESSAGES,
                new Channel.OfSession(last.sessionId()),
                last.seq(),
                new BatchMessages(Ids.next(), List.of(messages))));
    }

    /** The seq of a session's last event; -1 when there is no such session. */
    long lastSeq(UUID session) {
        List<ChannelEvent> timeline = timelines.get(session);
        return timeline == null ? InterestAck.NO_TIMELINE : timeline.size();
    }

    private static ChannelEvent event(Message message) {
        return new ChannelEvent(
                EventName.NEW_MESSAGE, new Channel.OfSession(message.sessionId()), message.seq(), message);
    }

    @Override
    public Future<?> start() {
        bus = new Bus(vertx);
        publisher = new ChannelPublisher(vertx, ClusterView.alone());
        return Future.all(List.of(
                bus.serve(Address.SESSION_ACCESS, this::access),
                bus.serve(Address.TASK_READ, this::readTask),
                bus.serve(Address.MESSAGE_SEND, this::send),
                bus.serve(Address.MESSAGE_EDIT, this::edit),
                bus.serve(Address.MESSAGE_DELETE, this::delete),
                bus.serve(Address.REACTION_SET, this::react),
                bus.serve(Address.READ_MARK, this::markRead),
                bus.serve(Address.TIMELINE_READ, this::readTimeline),
                bus.serve(Address.TYPING_SET, this::type),
                bus.serve(Address.CHANNEL_BROADCAST, this::broadcast),
                bus.serve(Address.PRESENCE_READ, this::readPresence)));
    }

    private Access access(CheckAccess request) {
        boolean member = isMember(request.userId(), request.sessionId());
        checked.incrementAndGet();
        accessGate.await();
        if (!member) {
            throw new CogoException(ErrorCode.SESSION_NOT_FOUND, "no such session");
        }
        List<ChannelEvent> timeline = timelines.get(request.sessionId());
        return new Access(request.sessionId(), MemberRole.MEMBER, true, null, timeline.size());
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
        List<ChannelEvent> timeline = timelines.get(request.sessionId());
        for (NewMessage message : request.messages()) {
            Message one;
            synchronized (timeline) {
                one = new Message(
                        Ids.next(),
                        timeline.size() + 1,
                        request.sessionId(),
                        request.userId(),
                        message.content(),
                        MessageType.TEXT,
                        Instant.now(),
                        message.clientMessageId(),
                        message.replyTo(),
                        message.metadata());
                timeline.add(event(one));
            }
            stored.add(one);
            tell(one);
        }
        return new StoredMessages(stored);
    }

    private Message edit(EditMessage request) {
        access(new CheckAccess(request.userId(), request.sessionId()));
        changes.add(request);
        return store(request.sessionId(), request.content());
    }

    private Message delete(DeleteMessage request) {
        access(new CheckAccess(request.userId(), request.sessionId()));
        changes.add(request);
        return store(request.sessionId(), "");
    }

    private ReactionChange react(SetReaction request) {
        access(new CheckAccess(request.userId(), request.sessionId()));
        changes.add(request);
        return new ReactionChange(
                request.sessionId(), request.messageId(), 1, request.userId(), request.emoji(), request.on(), 1);
    }

    private ReadMark markRead(MarkRead request) {
        access(new CheckAccess(request.userId(), request.sessionId()));
        changes.add(request);
        return new ReadMark(request.sessionId(), request.userId(), request.seq());
    }

    private TimelinePage readTimeline(ReadTimeline request) {
        timelineReads.incrementAndGet();
        timelineReadsAtOnce.accumulateAndGet(timelineReading.incrementAndGet(), Math::max);
        try {
            timelineGate.apply(request.after()).await();
            return page(request);
        } finally {
            timelineReading.decrementAndGet();
        }
    }

    private TimelinePage page(ReadTimeline request) {
        if (timelineFailures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new CogoException(ErrorCode.UNAVAILABLE, "the database is away");
        }
        access(new CheckAccess(request.userId(), request.sessionId()));
        List<ChannelEvent> timeline = List.copyOf(timelines.get(request.sessionId()));
        int from = (int) Math.min(request.after(), timeline.size());
        int to = Math.min(from + request.limit(), timeline.size());
        String next = to < timeline.size() ? Integer.toString(to) : null;
        long gone = thrownAwayUpTo.getOrDefault(request.sessionId(), 0L);
        List<ChannelEvent> items = timeline.subList(from, to).stream()
                .filter(event -> event.seq() > gone)
                .toList();
        return new TimelinePage(items, timeline.size(), next);
    }

    private Done type(SetTyping request) {
        access(new CheckAccess(request.userId(), request.sessionId()));
        typing.add(request);
        return Done.DONE;
    }

    private Done broadcast(SendBroadcast request) {
        broadcasts.add(request);
        publisher.publish(Channel.parse(request.channel()), EventName.BROADCAST, request.broadcast());
        return Done.DONE;
    }

    private PresencePage readPresence(ReadPresence request) {
        access(new CheckAccess(request.userId(), request.sessionId()));
        presenceReads.add(request);
        return new PresencePage(List.of(), null, 0, true, null);
    }

    private boolean isMember(UUID user, UUID session) {
        return members.getOrDefault(session, Set.of()).contains(user);
    }
}
