package dev.cogo.gateway.supabase.realtime.topic;

import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.identity.FormerSessionIds;
import java.util.Optional;
import java.util.Set;

/**
 * What the names of topics stand for.
 *
 * @param free how the names begin of channels that everybody who is logged in may use
 * @param open likewise, of those of them that need no login
 * @param sessions what sessions may be called beside their ids
 */
public record TopicNames(Set<String> free, Set<String> open, FormerSessionIds sessions) {
    public TopicNames {
        free = Set.copyOf(free);
        open = Set.copyOf(open);
    }

    /** The channel that a topic's name stands for; empty when it is nobody's. */
    public Optional<Channel> channelOf(String name) {
        boolean isFree = free.stream().anyMatch(name::startsWith);
        try {
            // A name of the server is the server's, whatever the configuration opens; and the form free_* is not one
            // that clients write.
            return name.startsWith(Channel.ROOM)
                    ? Optional.empty()
                    : Optional.of(isOurs(name) || !isFree ? Channel.parse(ours(name)) : new Channel.OfRoom(name));
        } catch (CogoException e) {
            return Optional.empty();
        }
    }

    /** Whether whoever has a key may join the topic. */
    public boolean isOpen(String topic) {
        return topic.startsWith(TopicPlan.PREFIX)
                && channelOf(topic.substring(TopicPlan.PREFIX.length()))
                        .filter(channel -> channel instanceof Channel.OfRoom(String name)
                                && open.stream().anyMatch(name::startsWith))
                        .isPresent();
    }

    private String ours(String name) {
        return name.startsWith(Channel.SESSION)
                ? Channel.SESSION + sessions.resolve(name.substring(Channel.SESSION.length()))
                : name;
    }

    private static boolean isOurs(String name) {
        return name.equals(Channel.SYSTEM)
                || name.equals(Channel.OPERATIONS)
                || name.startsWith(Channel.SESSION)
                || name.startsWith(Channel.USER)
                || name.startsWith(Channel.TASK);
    }
}
