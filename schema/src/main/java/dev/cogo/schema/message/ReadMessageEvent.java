package dev.cogo.schema.message;

import dev.cogo.schema.record.BusRecord;
import java.util.UUID;

/** The server's own request for the message that an event of a session is about. */
public record ReadMessageEvent(UUID sessionId, long seq) implements BusRecord {}
