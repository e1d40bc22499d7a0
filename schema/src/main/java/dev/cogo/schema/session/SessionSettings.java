package dev.cogo.schema.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What may be changed of a session.
 *
 * @param aiMode which messages ask the AI by themselves, while it takes part
 * @param whenBusy what becomes of such a message while its author's earlier one is being answered
 * @param slowModeSeconds how long a member waits between two messages; 0 for not at all
 * @param archivedAt since when nobody may write in it; null while they may
 */
public record SessionSettings(
        @Nullable String title,
        @Nullable String language,
        boolean ai,
        AiMode aiMode,
        WhenBusy whenBusy,
        int slowModeSeconds,
        @Nullable Instant archivedAt) {}
