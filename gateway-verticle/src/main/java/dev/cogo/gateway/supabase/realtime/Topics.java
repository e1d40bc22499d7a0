package dev.cogo.gateway.supabase.realtime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Interner;
import dev.cogo.gateway.realtime.event.Notice;
import dev.cogo.gateway.realtime.hub.ClientSocket;
import dev.cogo.gateway.supabase.realtime.frame.JsonTrees;
import dev.cogo.gateway.supabase.realtime.frame.Push;
import dev.cogo.gateway.supabase.realtime.positions.Positions;
import dev.cogo.gateway.supabase.realtime.topic.JoinConfig;
import dev.cogo.gateway.supabase.realtime.topic.JoinLimits;
import dev.cogo.gateway.supabase.realtime.topic.JoinRefused;
import dev.cogo.gateway.supabase.realtime.topic.Reasons;
import dev.cogo.gateway.supabase.realtime.topic.Topic;
import dev.cogo.gateway.supabase.realtime.topic.TopicNames;
import dev.cogo.gateway.supabase.realtime.topic.TopicPlan;
import dev.cogo.gateway.supabase.realtime.topic.TopicView;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.presence.PresenceState;
import dev.cogo.schema.presence.ReadPresence;
import dev.cogo.schema.presence.Tracks;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The topics of one client, and the channels of the server behind them: several topics may show one channel, and one topic several
 * channels. Used on the hub's event loop only.
 *
 * <p>Longer than other classes here, because joining, leaving and losing a right change the same two maps.
 */
final class Topics {
    /** A client that connects again joins what it had at once; what it joins later is new to it. */
    private static final Duration COME_BACK = Duration.ofSeconds(30);

    /** A client that is told that it has joined says at once who it is, if it knows; a slow one within some seconds. */
    private static final Duration TOKEN_WAIT = Duration.ofSeconds(3);

    private static final int MAX_WAITING = 20;
    /** What an answer with everybody on a free channel may have, which counts as a call as long. */
    private static final int TRACKS_BYTES = Tracks.MAX * PresenceState.MAX_BYTES;

    private static final String UNABLE_TO_REPLAY =
            "UnableToReplayMessages: what was missed is not kept any more, read the history";

    /** A channel that some topic needs. */
    private static final class Use {
        private final Set<Topic> topics = new LinkedHashSet<>();
        private boolean live;
    }

    private final Context context;
    private final ClientSocket client;
    private final PhoenixConnection connection;
    private final AckTracker ackTracker;
    private final Positions positions;
    private final Replies replies;
    private final TopicNames names;
    private final Interner<ChannelFormat> formats;
    private final Map<String, Topic> topics = new HashMap<>();
    private final Map<String, Use> uses = new HashMap<>();
    /** The last seq that the client was sent on channels that were taken from it, until it joins again. */
    private final Map<String, Long> interrupted = new HashMap<>();
    /** The topics that wait for the client's token, and since when. */
    private final Map<Topic, Long> waiting = new LinkedHashMap<>();
    /** The channels that it has heard on this connection. */
    private final Set<String> seen = new HashSet<>();

    /** Told of a topic that the client took for joined before it was: what it sent meanwhile can be served. */
    private Consumer<Topic> joinedLate = topic -> {};

    /** @param formats makes equal formats the same object, so that clients share an event's bytes */
    Topics(
            Context context,
            ClientSocket client,
            PhoenixConnection connection,
            AckTracker ackTracker,
            Positions positions,
            Replies replies,
            TopicNames names,
            Interner<ChannelFormat> formats) {
        this.context = context;
        this.client = client;
        this.connection = connection;
        this.ackTracker = ackTracker;
        this.positions = positions;
        this.replies = replies;
        this.names = names;
        this.formats = formats;
    }

    void onJoinedLate(Consumer<Topic> handler) {
        joinedLate = handler;
    }

    /** The topic that a push is for, if the client has joined it. */
    Optional<Topic> joined(Push push) {
        return Optional.ofNullable(topics.get(push.topic()))
                .filter(topic -> topic.joined() && push.joinRef().fits(topic.joinRef()));
    }

    /** Joins a topic for a client that has said who it is, or has not. */
    void join(Push push) {
        read(push).ifPresent(topic -> {
            if (client.identity().isEmpty()) {
                client.answer(replies.refusal(push, TopicPlan.UNAUTHORIZED));
            } else {
                begin(topic);
            }
        });
    }

    /**
     * Joins a topic for a client that has not said who it is, but will: realtime-js up to 2.11 joins with the key in the token's
     * place, and sends its user's token when it has been told that it has joined. So it is told that; what it hears it hears
     * after {@link #decide}.
     */
    void joinEarly(Push push) {
        read(push).ifPresent(topic -> {
            if (waiting.size() >= MAX_WAITING) {
                client.answer(replies.refusal(push, TopicPlan.UNAUTHORIZED));
                return;
            }
            topics.put(topic.name(), topic);
            waiting.put(topic, System.nanoTime());
            topic.answerEarly();
            client.answer(replies.accepted(topic));
        });
    }

    /** The topic that a push would have held up, because the client was told too early that it has joined. */
    Optional<Topic> holding(Push push) {
        return Optional.ofNullable(topics.get(push.topic()))
                .filter(topic -> topic.holds() && push.joinRef().fits(topic.joinRef()));
    }

    /** The client has said who it is, or that it is nobody: the topics that waited for that are begun or refused. */
    void decide() {
        List<Topic> waited = List.copyOf(waiting.keySet());
        if (client.identity().isEmpty()) {
            waited.forEach(topic -> refuse(topic, TopicPlan.UNAUTHORIZED));
            return;
        }
        waiting.clear();
        waited.forEach(this::begin);
    }

    /** Refuses the topics that wait for a token. */
    void refuseWaiting(String reason) {
        List.copyOf(waiting.keySet()).forEach(topic -> refuse(topic, reason));
    }

    /** Called about once a second. */
    void sweep(long nanoTime) {
        List.copyOf(waiting.entrySet()).stream()
                .filter(wait -> nanoTime - wait.getValue() > TOKEN_WAIT.toNanos())
                .forEach(wait -> refuse(wait.getKey(), TopicPlan.UNAUTHORIZED));
    }

    /** What a join asks for; empty when it was refused. */
    private Optional<Topic> read(Push push) {
        Topic before = topics.get(push.topic());
        if (before != null) {
            interrupt(before).forEach(client::unsubscribe);
            client.answer(replies.ended(before, Replies.CLOSE));
        }
        try {
            JoinConfig config = JoinConfig.of(push.payload(), names.sessions());
            TopicPlan plan = TopicPlan.of(push.topic(), config, names);
            JoinLimits.check(topics.values(), config, plan);
            return Optional.of(new Topic(push, config, plan));
        } catch (JoinRefused e) {
            client.answer(replies.refusal(push, e.reason()));
            return Optional.empty();
        }
    }

    private void begin(Topic topic) {
        topics.put(topic.name(), topic);
        Set<String> channels = topic.plan().views().keySet();
        if (channels.size() == 1) {
            listen(topic);
            return;
        }
        // The join is answered when the first channel takes effect; by then none may be refused.
        Future.all(channels.stream().map(client::mayHear).toList())
                .onSuccess(allowed -> {
                    if (!topic.ended()) {
                        listen(topic);
                    }
                })
                .onFailure(failure -> refuse(topic, Reasons.of(failure)));
    }

    private void listen(Topic topic) {
        for (String channel : topic.plan().views().keySet()) {
            Use use = uses.get(channel);
            if (use == null) {
                use = new Use();
                use.topics.add(topic);
                uses.put(channel, use);
                subscribe(channel, use);
            } else {
                use.topics.add(topic);
                if (use.live) {
                    client.answer(tookEffect(channel, topic));
                }
            }
        }
    }

    private void subscribe(String channel, Use use) {
        since(channel, use)
                .compose(since -> uses.get(channel) == use
                        ? client.subscribe(channel, since.orElse(null), Long.MAX_VALUE)
                        : Future.succeededFuture())
                .onFailure(failure -> failed(channel, use, failure));
    }

    /** Up to where a client that comes back has the channel; empty for one that comes. */
    private Future<Optional<Long>> since(String channel, Use use) {
        Long sent = interrupted.remove(channel);
        if (sent != null) {
            return Future.succeededFuture(Optional.of(sent));
        } else if (ackTracker.ageNanos() > COME_BACK.toNanos() || seen.contains(channel)) {
            return wished(channel, use);
        }
        return remembered(channel)
                .compose(found -> found.isPresent() ? Future.succeededFuture(found) : wished(channel, use));
    }

    private Future<Optional<Long>> remembered(String channel) {
        return Channel.parse(channel) instanceof Channel.OfSession(UUID sessionId)
                ? ackTracker
                        .place(sessionId)
                        .map(place -> positions.resume(place, ackTracker.ref()))
                        .orElseGet(() -> Future.succeededFuture(Optional.empty()))
                : Future.succeededFuture(Optional.empty());
    }

    /** Where the replay begins that a topic asks for on its own channel. */
    private Future<Optional<Long>> wished(String channel, Use use) {
        Optional<JoinConfig.Replay> wish = use.topics.stream()
                .filter(topic -> channel.equals(topic.plan().ownName()))
                .flatMap(topic -> topic.config().replay().stream())
                .findFirst();
        return wish.isPresent() && Channel.parse(channel) instanceof Channel.OfSession(UUID sessionId)
                ? client.request(0)
                        .compose(user -> user.seqBefore(
                                sessionId, wish.get().since(), wish.get().limit()))
                        // Whoever may not read it is refused when they listen.
                        .otherwise(Optional.empty())
                : Future.succeededFuture(Optional.empty());
    }

    /** Whether whoever has a key may join the topic. */
    boolean isOpen(String topic) {
        return names.isOpen(topic);
    }

    /** Leaves a topic. */
    void leave(Push push) {
        Topic topic = topics.get(push.topic());
        client.answer(replies.ok(push));
        if (topic != null && push.joinRef().fits(topic.joinRef())) {
            end(topic);
            client.answer(replies.ended(topic, Replies.CLOSE));
        }
    }

    /** A channel took effect: the texts for the topics that waited for it. */
    String subscribed(Notice.Subscribed told) {
        String channel = told.channel();
        Use use = uses.get(channel);
        if (use == null) {
            return "";
        }
        use.live = true;
        seen.add(channel);
        Long position = told.seq();
        if (position != null && Channel.parse(channel) instanceof Channel.OfSession(UUID sessionId)) {
            Long since = Boolean.TRUE.equals(told.recovered()) ? told.since() : null;
            ackTracker.begin(channel, sessionId, since == null ? position : since);
        }
        String texts = use.topics.stream()
                .map(topic -> tookEffect(channel, topic))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("\n"));
        boolean lost = Boolean.FALSE.equals(told.recovered());
        return !lost
                ? texts
                : use.topics.stream()
                        .map(topic -> replies.system(topic, "broadcast", "error", UNABLE_TO_REPLAY))
                        .collect(Collectors.joining("\n", texts + "\n", ""));
    }

    /** The client may hear a channel no longer, or not just now: the texts for the topics that show it. */
    String unsubscribed(String channel, ErrorCode code) {
        Use use = uses.get(channel);
        if (use == null) {
            return "";
        }
        List<String> texts = new ArrayList<>();
        for (Topic topic : List.copyOf(use.topics)) {
            endSoon(topic, code.retryable());
            if (!code.retryable()) {
                texts.add(replies.system(topic, "system", "error", TopicPlan.UNAUTHORIZED));
            }
            texts.add(replies.ended(topic, code.retryable() ? Replies.ERROR : Replies.CLOSE));
        }
        return String.join("\n", texts);
    }

    /** Events were left out: every topic ends in a way that the client joins it again. */
    String lagged() {
        return List.copyOf(topics.values()).stream()
                .map(topic -> {
                    endSoon(topic, true);
                    return replies.ended(topic, Replies.ERROR);
                })
                .collect(Collectors.joining("\n"));
    }

    private void failed(String channel, Use use, Throwable failure) {
        String reason = Reasons.of(failure);
        List.copyOf(use.topics).forEach(topic -> refuse(topic, reason));
        uses.remove(channel, use);
    }

    private void refuse(Topic topic, String reason) {
        boolean answered = topic.answered();
        if (topic.ended()) {
            return;
        }
        interrupt(topic).forEach(client::unsubscribe);
        for (Topic.Held next = topic.takeHeld(); next != null; next = topic.takeHeld()) {
            client.answer(replies.refusal(next.push(), reason));
        }
        client.answer(
                answered
                        ? replies.system(topic, "system", "error", reason) + "\n" + replies.ended(topic, Replies.ERROR)
                        : replies.refusal(topic.joinRef(), topic.ref(), topic.name(), "reason", reason));
    }

    private String tookEffect(String channel, Topic topic) {
        boolean early = topic.answered();
        boolean first = topic.begin();
        refresh(channel);
        if (!first) {
            return "";
        }
        if (early) {
            context.runOnContext(go -> joinedLate.accept(topic));
        }
        if (topic.config().presence()) {
            // Later, for the hub is in the middle of it.
            context.runOnContext(go -> tellPresence(topic));
        }
        return Stream.of(early ? "" : replies.accepted(topic), replies.tookEffect(topic))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private void tellPresence(Topic topic) {
        if (!topic.joined()) {
            return;
        }
        Future<ObjectNode> state = switch (topic.plan().own()) {
            case Channel.OfSession(UUID sessionId) ->
                client.request(0)
                        .compose(user -> user.presence(sessionId, ReadPresence.MAX_LIMIT, Optional.empty(), false))
                        .map(PresenceShape::state);
            case Channel.OfRoom room ->
                client.request(TRACKS_BYTES)
                        .compose(user -> user.tracked(room.name()))
                        .map(TrackShape::state);
            case null, default -> Future.succeededFuture(JsonTrees.object());
        };
        state.onSuccess(everybody -> {
            if (topic.joined()) {
                client.answer(replies.presenceState(topic, everybody));
            }
        });
    }

    private void refresh(String channel) {
        Use use = uses.get(channel);
        List<Topic> joined = use == null
                ? List.of()
                : use.topics.stream().filter(Topic::joined).toList();
        if (joined.isEmpty()) {
            connection.hide(channel);
            return;
        }
        List<TopicView> views =
                joined.stream().map(topic -> topic.plan().views().get(channel)).toList();
        boolean self = joined.stream().anyMatch(topic -> topic.config().self());
        connection.show(channel, formats.intern(new ChannelFormat(replies.serializer(), views, false)), self);
    }

    /** Ends a topic that the client does not want any more. */
    private void end(Topic topic) {
        for (String channel : forget(topic)) {
            ackTracker.end(channel);
            client.unsubscribe(channel);
        }
    }

    /** Ends a topic that the client will join again. */
    private List<String> interrupt(Topic topic) {
        List<String> unused = forget(topic);
        unused.forEach(channel -> ackTracker.interrupt(channel).ifPresent(sent -> interrupted.put(channel, sent)));
        return unused;
    }

    /** While the hub goes through its sockets, none may leave it. */
    private void endSoon(Topic topic, boolean comesBack) {
        List<String> unused = comesBack ? interrupt(topic) : forget(topic);
        if (!comesBack) {
            unused.forEach(ackTracker::end);
        }
        context.runOnContext(go ->
                unused.stream().filter(channel -> !uses.containsKey(channel)).forEach(client::unsubscribe));
    }

    private List<String> forget(Topic topic) {
        topic.end();
        client.untrack(topic.name());
        topics.remove(topic.name(), topic);
        waiting.remove(topic);
        List<String> unused = new ArrayList<>();
        for (String channel : topic.plan().views().keySet()) {
            Use use = uses.get(channel);
            if (use != null && use.topics.remove(topic) && use.topics.isEmpty()) {
                uses.remove(channel);
                unused.add(channel);
            }
            refresh(channel);
        }
        return unused;
    }
}
