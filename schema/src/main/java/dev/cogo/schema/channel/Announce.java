package dev.cogo.schema.channel;

import dev.cogo.schema.bus.BusRecord;
import dev.cogo.schema.message.Content;
import java.util.UUID;

/** An operator's announcement to everybody; see {@link Content#check}. */
public record Announce(UUID userId, String content) implements BusRecord {
    public Announce {
        content = Content.check(content);
    }
}
