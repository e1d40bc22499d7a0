package dev.cogo.schema.session;

import dev.cogo.schema.record.BusRecord;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session as operators see it: nothing of what is said in it.
 *
 * @param messageCount messages so far, deleted ones and those that retention let go too
 * @param archivedAt since when nobody may write in it; null while they may
 * @param hold null when it is on none
 * @param deleting whether it is on its way out
 * @param files the archive's files that have messages of it, oldest first; null in a list
 */
public record SessionOverview(
        UUID id,
        SessionKind kind,
        @Nullable String title,
        boolean encrypted,
        @Nullable UUID createdBy,
        Instant createdAt,
        Instant lastActivity,
        long messageCount,
        int memberCount,
        @Nullable Instant archivedAt,
        @Nullable SessionHold hold,
        boolean deleting,
        @Nullable List<String> files)
        implements BusRecord {}
