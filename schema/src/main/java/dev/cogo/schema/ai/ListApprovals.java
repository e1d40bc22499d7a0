package dev.cogo.schema.ai;

import dev.cogo.schema.record.BusRecord;
import java.util.UUID;

/** Asks for the calls that wait for a user's word. */
public record ListApprovals(UUID userId) implements BusRecord {
    /** So many are shown, oldest first. */
    public static final int MOST = 50;
}
