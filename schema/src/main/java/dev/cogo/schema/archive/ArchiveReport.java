package dev.cogo.schema.archive;

import dev.cogo.schema.record.BusRecord;

/**
 * What an archive run did.
 *
 * @param moved rows that left the hot table
 * @param partitionsCreated partitions of history made ahead
 * @param refilled rows that came back into a hot table that a crash had emptied
 * @param expired messages that were older than the retention, and went
 * @param files that they were written into before
 * @param durationMs milliseconds
 */
public record ArchiveReport(long moved, int partitionsCreated, long refilled, long expired, int files, long durationMs)
        implements BusRecord {}
