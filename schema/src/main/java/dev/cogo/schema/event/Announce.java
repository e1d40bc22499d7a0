package dev.cogo.schema.event;

import dev.cogo.schema.record.BusRecord;
import dev.cogo.schema.text.Content;
import java.util.UUID;

/** An operator's announcement to everybody; see {@link Content#check}. */
public record Announce(UUID userId, String content) implements BusRecord {
    public Announce {
        content = Content.check(content);
    }
}
