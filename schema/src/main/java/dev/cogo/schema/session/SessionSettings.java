package dev.cogo.schema.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What may be changed of a session.
 *
 * @param slowModeSeconds how long a member waits between two messages; 0 for not at all
 * @param archivedAt since when nobody may write in it; null while they may
 */
public record SessionSettings(
        @Nullable String title,
        @Nullable String language,
        boolean ai,
        int slowModeSeconds,
        @Nullable Instant archivedAt) {}
