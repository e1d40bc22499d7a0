package dev.cogo.schema.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cogo.schema.channel.ChannelEvent;
import dev.cogo.schema.record.BusRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a session's timeline.
 *
 * @param items the events as the channel carries them, in seq order without a gap
 * @param lastSeq the session's last seq when the page was read
 * @param next the seq to give as {@code after} for the following page; null at the end
 */
public record TimelinePage(
        List<ChannelEvent> items,
        long lastSeq,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String next) implements BusRecord {
    public TimelinePage {
        items = List.copyOf(items);
    }
}
