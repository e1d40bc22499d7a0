package dev.cogo.gateway.supabase.realtime;

/** A topic that a client has joined, or is joining. Used on the hub's event loop only. */
final class Topic {
    private final String name;
    private final Ref joinRef;
    private final Ref ref;
    private final JoinConfig config;
    private final TopicPlan plan;
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
