package dev.cogo.gateway.supabase.realtime;

import com.github.benmanes.caffeine.cache.Interner;
import dev.cogo.gateway.realtime.ClientSocket;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The topics of one client, and the channels of the house behind them: several topics may show one channel, and one topic several
 * channels. Used on the hub's event loop only.
 */
final class Topics {
    private static final int MAX_TOPICS = 200;

    /** A channel that some topic needs. */
    private static final class Use {
        private final Set<Topic> topics = new LinkedHashSet<>();
        private boolean live;
    }

    private final Context context;
    private final ClientSocket client;
    private final PhoenixConnection connection;
    private final Replies replies;
    private final Set<String> freeChannels;
    private final Interner<ChannelFormat> formats;
    private final Map<String, Topic> topics = new HashMap<>();
    private final Map<String, Use> uses = new HashMap<>();

    /** @param formats makes equal formats the same object, so that clients share an event's bytes */
    Topics(
            Context context,
            ClientSocket client,
            PhoenixConnection connection,
            Replies replies,
            Set<String> freeChannels,
            Interner<ChannelFormat> formats) {
        this.context = context;
        this.client = client;
        this.connection = connection;
        this.replies = replies;
        this.freeChannels = freeChannels;
        this.formats = formats;
    }

    /** The topic that a push is for, if the client has joined it. */
    Optional<Topic> joined(Push push) {
        return Optional.ofNullable(topics.get(push.topic()))
                .filter(topic -> topic.joined() && push.joinRef().fits(topic.joinRef()));
    }

    /** Joins a topic for a client that has said who it is, or has not. */
    void join(Push push) {
        Topic before = topics.get(push.topic());
        if (before != null) {
            end(before);
            client.answer(replies.ended(before, Replies.CLOSE));
        }
        try {
            JoinConfig config = JoinConfig.of(push.payload());
            TopicPlan plan = TopicPlan.of(push.topic(), config, freeChannels);
            if (client.identity().isEmpty()) {
                throw new JoinRefused(TopicPlan.UNAUTHORIZED);
            } else if (topics.size() >= MAX_TOPICS) {
                throw new JoinRefused("ChannelRateLimitReached: Too many channels");
            }
            begin(new Topic(push, config, plan));
        } catch (JoinRefused e) {
            client.answer(replies.refusal(push, e.reason()));
        }
    }

    private void begin(Topic topic) {
        topics.put(topic.name(), topic);
        for (String channel : topic.plan().views().keySet()) {
            Use use = uses.get(channel);
            if (use == null) {
                use = new Use();
                use.topics.add(topic);
                uses.put(channel, use);
                Use made = use;
                client.subscribe(channel, null).onFailure(failure -> failed(channel, made, failure));
            } else {
                use.topics.add(topic);
                if (use.live) {
                    client.answer(tookEffect(channel, topic));
                }
            }
        }
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
    String subscribed(String channel) {
        Use use = uses.get(channel);
        if (use == null) {
            return "";
        }
        use.live = true;
        return use.topics.stream()
                .map(topic -> tookEffect(channel, topic))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    /** The client may hear a channel no longer, or not just now: the texts for the topics that show it. */
    String unsubscribed(String channel, ErrorCode code) {
        Use use = uses.get(channel);
        if (use == null) {
            return "";
        }
        List<String> texts = new ArrayList<>();
        for (Topic topic : List.copyOf(use.topics)) {
            endSoon(topic);
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
                    endSoon(topic);
                    return replies.ended(topic, Replies.ERROR);
                })
                .collect(Collectors.joining("\n"));
    }

    private void failed(String channel, Use use, Throwable failure) {
        String reason = Reasons.of(failure);
        for (Topic topic : List.copyOf(use.topics)) {
            end(topic);
            client.answer(replies.refusal(topic.joinRef(), topic.ref(), topic.name(), "reason", reason));
        }
        uses.remove(channel, use);
    }

    private String tookEffect(String channel, Topic topic) {
        if (!topic.tookEffect(channel)) {
            return "";
        }
        topic.plan().views().keySet().forEach(this::refresh);
        if (topic.config().presence()) {
            // Later, for the hub is in the middle of it.
            context.runOnContext(go -> tellPresence(topic));
        }
        return replies.joined(topic);
    }

    private void tellPresence(Topic topic) {
        UUID sessionId = sessionOf(topic);
        if (!topic.joined()) {
            return;
        } else if (sessionId == null) {
            client.answer(replies.presenceState(topic, Words.object()));
            return;
        }
        client.presence(sessionId, Optional.empty()).onSuccess(list -> {
            if (topic.joined()) {
                client.answer(replies.presenceState(topic, PresenceShape.state(list)));
            }
        });
    }

    /** The session whose channel is the topic's own. */
    static @Nullable UUID sessionOf(Topic topic) {
        return topic.plan().own() instanceof Channel.OfSession(UUID sessionId) ? sessionId : null;
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

    private void end(Topic topic) {
        forget(topic).forEach(client::unsubscribe);
    }

    /** While the hub goes through its sockets, none may leave it. */
    private void endSoon(Topic topic) {
        List<String> unused = forget(topic);
        context.runOnContext(go ->
                unused.stream().filter(channel -> !uses.containsKey(channel)).forEach(client::unsubscribe));
    }

    private List<String> forget(Topic topic) {
        topic.end();
        topics.remove(topic.name(), topic);
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
