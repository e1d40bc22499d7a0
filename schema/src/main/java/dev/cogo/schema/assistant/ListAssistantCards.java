package dev.cogo.schema.assistant;

import dev.cogo.schema.record.BusRecord;
import java.util.UUID;

/** A user's request for the assistants that they may ask and add to their sessions. */
public record ListAssistantCards(UUID userId) implements BusRecord {}
