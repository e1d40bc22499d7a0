package dev.cogo.gateway.supabase.realtime.topic;

import dev.cogo.gateway.supabase.realtime.frame.Push;
import dev.cogo.gateway.supabase.realtime.frame.Ref;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A topic that a client has joined, or is joining. Used on the hub's event loop only. */
public final class Topic {
    private static final int MAX_HELD = 8;
    private static final int MAX_HELD_BYTES = 16 * 1024;

    /** A push that came before the topic was joined. */
    public record Held(Push push, int bytes) {}

    private final String name;
    private final Ref joinRef;
    private final Ref ref;
    private final JoinConfig config;
    private final TopicPlan plan;
    private final Deque<Held> held = new ArrayDeque<>();
    private boolean answered;
    private boolean joined;
    private boolean ended;

    /** @param push the join */
    public Topic(Push push, JoinConfig config, TopicPlan plan) {
        this.name = push.topic();
        this.joinRef = push.joinRef().isNone() ? push.ref() : push.joinRef();
        this.ref = push.ref();
        this.config = config;
        this.plan = plan;
    }

    /** With its {@code realtime:}. */
    public String name() {
        return name;
    }

    public Ref joinRef() {
        return joinRef;
    }

    /** Of the join. */
    public Ref ref() {
        return ref;
    }

    public JoinConfig config() {
        return config;
    }

    public TopicPlan plan() {
        return plan;
    }

    /** Notes that the client was told that it has joined, before that is so. */
    public void answerEarly() {
        answered = true;
    }

    /** Whether the client takes the topic for joined. */
    public boolean answered() {
        return answered || joined;
    }

    /** Whether pushes have to wait, so that they are served in their order. */
    public boolean holds() {
        return answered && !ended && (!joined || !held.isEmpty());
    }

    /** Keeps a push until the topic is joined; false when there are too many. */
    public boolean hold(Push push, int bytes) {
        int before = held.stream().mapToInt(Held::bytes).sum();
        return held.size() < MAX_HELD && before + bytes <= MAX_HELD_BYTES && held.add(new Held(push, bytes));
    }

    /** The next of the pushes that waited; null when none does. */
    @Nullable
    public Held takeHeld() {
        return held.poll();
    }

    /** Notes that a channel has taken effect; true for the first one, with which the join does. */
    public boolean begin() {
        boolean first = !joined && !ended;
        joined |= first;
        return first;
    }

    public boolean joined() {
        return joined;
    }

    public boolean ended() {
        return ended;
    }

    public void end() {
        ended = true;
        joined = false;
    }
}
