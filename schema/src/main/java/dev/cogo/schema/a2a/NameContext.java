package dev.cogo.schema.a2a;

import dev.cogo.schema.record.BusRecord;
import java.util.UUID;

/** A user's wish that a new session of theirs be a context by this name; where the name is taken they are told which has it. */
public record NameContext(UUID userId, NamedContext context) implements BusRecord {}
