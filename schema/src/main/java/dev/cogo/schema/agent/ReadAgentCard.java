package dev.cogo.schema.agent;

import dev.cogo.schema.record.BusRecord;
import java.util.UUID;

/** A user's request for the card of an agent that tasks of theirs may name; one that may not and a missing one look alike. */
public record ReadAgentCard(UUID userId, String handle) implements BusRecord {}
