package dev.cogo.schema.channel;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.cogo.schema.record.BusRecord;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event, the same on a channel, in the timeline and in recovery.
 *
 * @param event its name, see {@link EventName#wireName}
 * @param channel the channel's name
 * @param seq its place in the session's timeline; null for what is no part of it
 * @param payload a record before it is encoded, free JSON after it was decoded
 */
@JsonPropertyOrder({"event", "channel", "seq", "payload"})
public record ChannelEvent(
        String event, String channel, @Nullable Long seq, Object payload) implements BusRecord {
    /** What says something new; all else says anew what an earlier event told. */
    private static final Set<String> ADDITIONS = Set.of(
            EventName.NEW_MESSAGE.wireName(), EventName.BATCH_MESSAGES.wireName(), EventName.REACTION.wireName());

    public ChannelEvent(EventName event, Channel channel, @Nullable Long seq, Object payload) {
        this(event.wireName(), channel.name(), seq, payload);
    }

    /** Whether it changes what earlier events told, so that they are not to be told any more; so does what has a name unknown here. */
    public boolean revises() {
        return !ADDITIONS.contains(event);
    }
}
