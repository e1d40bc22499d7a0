package dev.cogo.gateway.realtime.bridge;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.cogo.schema.channel.ChannelEvent;
import dev.cogo.schema.json.Json;
import dev.cogo.schema.message.TimelinePage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a timeline as an answer on a connection: the same fields, but no longer than a connection can take at once. A full
 * page of the longest messages would be taken for a client that does not read; so it ends earlier, and {@code next} tells
 * where to go on.
 */
public record TimelineAnswer(
        List<RawValue> items,
        long lastSeq,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String next) {
    /** The longest answer in characters, save when a single event is longer. A message has 32 KiB at most. */
    public static final int MAX_CHARACTERS = 1024 * 1024;

    static TimelineAnswer of(TimelinePage page) {
        List<RawValue> items = new ArrayList<>(page.items().size());
        int characters = 0;
        Long last = null;
        for (ChannelEvent event : page.items()) {
            String json = Json.string(event);
            characters += json.length();
            if (characters > MAX_CHARACTERS && last != null) {
                return new TimelineAnswer(items, page.lastSeq(), last.toString());
            }
            items.add(new RawValue(json));
            last = event.seq();
        }
        return new TimelineAnswer(items, page.lastSeq(), page.next());
    }
}
