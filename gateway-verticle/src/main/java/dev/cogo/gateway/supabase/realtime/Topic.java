package dev.cogo.gateway.supabase.realtime;

import java.util.HashSet;
import java.util.Set;

/** A topic that a client has joined, or is joining. Used on the hub's event loop only. */
final class Topic {
    private final String name;
    private final Ref joinRef;
    private final Ref ref;
    private final JoinConfig config;
    private final TopicPlan plan;
    /** The channels that have not taken effect yet. */
    private final Set<String> awaited;

    private boolean joined;
    private boolean ended;

    /** @param push the join */
    Topic(Push push, JoinConfig config, TopicPlan plan) {
        this.name = push.topic();
        this.joinRef = push.joinRef().isNone() ? push.ref() : push.joinRef();
        this.ref = push.ref();
        this.config = config;
        this.plan = plan;
        this.awaited = new HashSet<>(plan.views().keySet());
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

    /** Notes that a channel has taken effect; true when it was the last one that the join waited for. */
    boolean tookEffect(String channel) {
        boolean last = awaited.remove(channel) && awaited.isEmpty() && !joined && !ended;
        joined |= last;
        return last;
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
