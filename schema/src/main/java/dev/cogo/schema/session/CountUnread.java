package dev.cogo.schema.session;

import dev.cogo.schema.record.BusRecord;
import java.util.UUID;

/** A request for how much the caller has not read, in all their sessions. */
public record CountUnread(UUID userId) implements BusRecord {}
