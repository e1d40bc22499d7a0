package dev.cogo.schema.block;

import java.time.Instant;
import java.util.UUID;

/** Somebody on a block list. */
public record Block(UUID userId, String displayName, Instant since) {}
