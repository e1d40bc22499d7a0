package dev.cogo.schema.channel;

import dev.cogo.schema.bus.BusRecord;
import java.time.Instant;
import java.util.UUID;

/** A stored announcement, and the payload of the event {@code announcement}. */
public record Announcement(UUID id, String content, Instant timestamp) implements BusRecord {}
