package dev.cogo.gateway.supabase.realtime.topic;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * What a connection may ask for all in all, so that an event costs little more than its own length, however odd the wishes. Looked
 * at before a topic is joined.
 */
public final class JoinLimits {
    private static final int MAX_TOPICS = 200;
    private static final int MAX_BINDINGS = 400;
    /** Of bindings: a choice of columns of a table. */
    private static final int MAX_SHAPES = 8;

    // Of one channel of the server.
    private static final int MAX_COPIES = 8;
    private static final int MAX_WATCHING = 32;
    private static final int MAX_SCANS = 8;

    private JoinLimits() {}

    /** Fails with {@link JoinRefused} when the wishes of one more topic, beside those that there are, are too many. */
    public static void check(Collection<Topic> topics, JoinConfig config, TopicPlan plan) throws JoinRefused {
        if (topics.size() >= MAX_TOPICS) {
            throw new JoinRefused("ChannelRateLimitReached: Too many channels");
        }
        int bindings = config.bindings().size();
        Set<RowShape> shapes = new HashSet<>();
        addShapes(config, shapes);
        for (Topic topic : topics) {
            bindings += topic.config().bindings().size();
            addShapes(topic.config(), shapes);
        }
        refuseAbove(MAX_BINDINGS, bindings, "postgres_changes");
        refuseAbove(MAX_SHAPES, shapes.size(), "different choices of table and select");
        for (String channel : plan.views().keySet()) {
            check(topics, channel, plan.views().get(channel));
        }
    }

    private static void check(Collection<Topic> topics, String channel, TopicView asked) throws JoinRefused {
        int copies = asked.copies();
        int watching = asked.bindings().size();
        int scans = scans(asked);
        for (Topic topic : topics) {
            TopicView view = topic.plan().views().get(channel);
            if (view != null) {
                copies += view.copies();
                watching += view.bindings().size();
                scans += scans(view);
            }
        }
        refuseAbove(MAX_COPIES, copies, "ways to hear of the same message");
        refuseAbove(MAX_WATCHING, watching, "postgres_changes on the same session");
        refuseAbove(MAX_SCANS, scans, "filters with like or ilike on the same session");
    }

    private static void addShapes(JoinConfig config, Set<RowShape> shapes) {
        config.bindings().forEach(binding -> shapes.add(new RowShape(binding.table(), binding.select())));
    }

    private static int scans(TopicView view) {
        return view.bindings().stream()
                .mapToInt(binding -> binding.filter().scans())
                .sum();
    }

    private static void refuseAbove(int max, int count, String what) throws JoinRefused {
        if (count > max) {
            throw new JoinRefused("ChannelRateLimitReached: A connection can have " + max + " " + what);
        }
    }
}
