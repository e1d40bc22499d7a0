package dev.cogo.gateway.supabase.realtime;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A topic that a client has joined, or is joining. Used on the hub's event loop only. */
final class Topic {
    private static final int MAX_HELD = 8;
    private static final int MAX_HELD_BYTES = 16 * 1024;

    /** A push that came before the topic was joined. */
    record Held(Push push, int bytes) {}

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
    Topic(Push push, JoinConfig config, TopicPlan plan) {
        this.name = push.topic();
        this.joinRef = push.joinRef().isNone() ? push.ref() : push.joinRef();
        this.ref = push.ref();
        this.config = config;
        this.plan = plan;
    }

    /** With its {@code realtime:}. */
    String name() {
        return name;
    }

    Ref joinRef() {
        return joinRef;
    }

    /** Of the join. */
    Ref ref() {
        return ref;
    }

    JoinConfig config() {
        return config;
    }

    TopicPlan plan() {
        return plan;
    }

    /** Notes that the client was told that it has joined, before that is so. */
    void answerEarly() {
        answered = true;
    }

    /** Whether the client takes the topic for joined. */
    boolean answered() {
        return answered || joined;
    }

    /** Whether pushes have to wait, so that they are served in their order. */
    boolean holds() {
        return answered && !ended && (!joined || !held.isEmpty());
    }

    /** Keeps a push until the topic is joined; false when there are too many. */
    boolean hold(Push push, int bytes) {
        int before = held.stream().mapToInt(Held::bytes).sum();
        return held.size() < MAX_HELD && before + bytes <= MAX_HELD_BYTES && held.add(new Held(push, bytes));
    }

    /** The next of the pushes that waited; null when none does. */
    @Nullable
    Held takeHeld() {
        return held.poll();
    }

    /** Notes that a channel has taken effect; true for the first one, with which the join does. */
    boolean begin() {
        boolean first = !joined && !ended;
        joined |= first;
        return first;
    }

    boolean joined() {
        return joined;
    }

    boolean ended() {
        return ended;
    }

    void end() {
        ended = true;
        joined = false;
    }
}
