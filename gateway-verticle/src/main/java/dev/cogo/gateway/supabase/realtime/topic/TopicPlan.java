package dev.cogo.gateway.supabase.realtime.topic;

import dev.cogo.schema.channel.Channel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which channels of the server a topic needs. A topic that is called like one of ours shows that channel; one that begins as the
 * configuration allows is a free channel; and any may watch sessions that its filters name.
 *
 * @param own the topic's own channel; null when it is called like none
 * @param views what the topic shows of each channel, by the channel's name
 */
public record TopicPlan(@Nullable Channel own, Map<String, TopicView> views) {
    public static final String PREFIX = "realtime:";
    public static final String UNAUTHORIZED = "Unauthorized: You may not read this topic";
    // More than that no page shows.
    private static final int MAX_SESSIONS = 50;

    /** Of the topic's own channel; empty when it is called like none. */
    public String ownName() {
        return own == null ? "" : own.name();
    }

    /** Makes the plan; fails with {@link JoinRefused}. */
    public static TopicPlan of(String topic, JoinConfig config, TopicNames names) throws JoinRefused {
        if (!topic.startsWith(PREFIX) || topic.length() == PREFIX.length()) {
            throw new JoinRefused("TopicNameRequired: You must provide a topic name");
        }
        Channel own = names.channelOf(topic.substring(PREFIX.length())).orElse(null);
        Map<String, List<Binding>> watched = new LinkedHashMap<>();
        if (own != null) {
            watched.put(own.name(), new ArrayList<>());
        }
        Set<UUID> sessions = new LinkedHashSet<>();
        for (Binding binding : config.bindings()) {
            Set<UUID> named = binding.sessions();
            if (named.isEmpty() && !(own instanceof Channel.OfSession)) {
                throw new JoinRefused("Unable to subscribe to changes with given parameters: "
                        + "on this topic the filter must name sessions, session_id=eq.{id}");
            } else if (named.isEmpty()) {
                watched.get(own.name()).add(binding);
            }
            sessions.addAll(named);
            named.forEach(id -> watched.computeIfAbsent(new Channel.OfSession(id).name(), none -> new ArrayList<>())
                    .add(binding));
        }
        if (watched.isEmpty()) {
            throw new JoinRefused(UNAUTHORIZED);
        } else if (sessions.size() > MAX_SESSIONS) {
            throw new JoinRefused("A channel can watch " + MAX_SESSIONS + " sessions at most");
        }
        Map<String, TopicView> views = new LinkedHashMap<>();
        String ownName = own == null ? "" : own.name();
        watched.forEach((channel, bindings) -> views.put(
                channel, new TopicView(topic, channel.equals(ownName), config.presence(), List.copyOf(bindings))));
        return new TopicPlan(own, views);
    }
}
