package dev.cogo.chat.home;

import dev.cogo.runtime.bus.EventEnvelope;
import dev.cogo.runtime.channel.ByteBudget;
import dev.cogo.runtime.channel.RecentEvents;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.ChannelEvent;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.home.AnnounceInterest;
import dev.cogo.schema.home.InterestAck;
import dev.cogo.schema.json.Json;
import dev.cogo.schema.message.TimelinePage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A channel that some gateway listens to: who does, and where its timeline stands. Used on the home's event loop only. */
final class HomeChannel {
    static final int MAX_EVENTS = 256;
    static final int MAX_BYTES = 256 * 1024;

    private final String name;
    private final long hash;
    private final @Nullable UUID sessionId;
    private final @Nullable UUID userId;
    // A list: there are few gateways, and each event goes through all.
    private final List<GatewayInterest> followers = new ArrayList<>(2);
    private long tip = InterestAck.NO_TIMELINE;
    private boolean back;
    private final RecentEvents<EventEnvelope> recent;

    HomeChannel(String name, ByteBudget memory) {
        this.name = name;
        this.recent = new RecentEvents<>(MAX_EVENTS, MAX_BYTES, memory);
        this.hash = AnnounceInterest.hashOf(name);
        Channel channel = parsed(name);
        this.sessionId = channel instanceof Channel.OfSession(UUID id) ? id : null;
        this.userId = channel instanceof Channel.OfUser(UUID id) ? id : null;
    }

    private static @Nullable Channel parsed(String name) {
        try {
            return Channel.parse(name);
        } catch (CogoException e) {
            return null; // a newer node's channel: it has listeners and no timeline that we know of
        }
    }

    String name() {
        return name;
    }

    long hash() {
        return hash;
    }

    /** The session whose timeline the channel has; null for other channels. */
    @Nullable
    UUID sessionId() {
        return sessionId;
    }

    /** Whose own channel it is; null for other channels. */
    @Nullable
    UUID userId() {
        return userId;
    }

    /**
     * A page of what follows a seq, in the timeline's form.
     *
     * @return empty when a part of what follows, or of what there is, is not in memory
     */
    Optional<TimelinePage> recent(long after, int limit) {
        if (!recent.follow(after) || recent.last() != tip) {
            return Optional.empty();
        }
        List<ChannelEvent> items = new ArrayList<>();
        for (EventEnvelope event : recent) {
            if (event.lastSeq() > after && items.size() < limit) {
                oneByOne(event)
                        .filter(item -> item.seq() > after)
                        .limit(limit - items.size())
                        .forEach(items::add);
            }
        }
        long end = items.getLast().seq();
        return Optional.of(new TimelinePage(items, tip, end < tip ? Long.toString(end) : null));
    }

    private static Stream<ChannelEvent> oneByOne(EventEnvelope envelope) {
        ChannelEvent event = Json.decode(envelope.body().getBytes(), ChannelEvent.class);
        if (!event.event().equals(EventName.BATCH_MESSAGES.wireName())) {
            return Stream.of(event);
        }
        List<?> messages = (List<?>) ((Map<?, ?>) event.payload()).get("messages");
        return messages.stream().map(message -> {
            long seq = ((Number) ((Map<?, ?>) message).get("seq")).longValue();
            return new ChannelEvent(EventName.NEW_MESSAGE.wireName(), event.channel(), seq, message);
        });
    }

    /** Its last events are no longer kept. */
    void forgetRecent() {
        recent.forget();
    }

    List<GatewayInterest> followers() {
        return followers;
    }

    void add(GatewayInterest gatewayInterest) {
        if (!followers.contains(gatewayInterest)) {
            followers.add(gatewayInterest);
        }
    }

    void remove(GatewayInterest gatewayInterest) {
        followers.remove(gatewayInterest);
    }

    /** The highest seq that is known to exist, or {@link InterestAck#NO_TIMELINE} while none is. */
    long head() {
        return tip;
    }

    /** Whether the tip was higher before. */
    boolean wentBack() {
        return back;
    }

    boolean isTipMissing() {
        return sessionId != null && tip == InterestAck.NO_TIMELINE;
    }

    /** Takes note of an event; true when the timeline goes further than was known. */
    boolean passed(EventEnvelope event) {
        if (sessionId == null || event.lastSeq() == 0) {
            return false;
        }
        recent.add(event);
        return goesTo(event.lastSeq());
    }

    private boolean goesTo(long seq) {
        if (seq <= tip) {
            return false;
        }
        tip = seq;
        return true;
    }

    /**
     * Takes note of what the database says.
     *
     * @param asked the tip when it was asked: events are told after their commit, so the answer can't be less
     * @return whether the tip was another
     */
    boolean isStored(long seq, long asked) {
        if (seq < asked) {
            tip = seq;
            back = true;
            recent.forget();
            return true;
        }
        return goesTo(seq);
    }

    /** The shortening of the timeline was told. */
    void toldBack() {
        back = false;
    }
}
