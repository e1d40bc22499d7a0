package dev.cogo.schema.session;

import dev.cogo.schema.record.BusRecord;
import java.util.UUID;

/** An operator's request to end a hold. What it kept of changed messages goes with it. */
public record ReleaseSession(UUID sessionId) implements BusRecord {}
