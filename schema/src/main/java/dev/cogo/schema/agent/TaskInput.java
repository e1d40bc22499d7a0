package dev.cogo.schema.agent;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an agent asked about a task, and what it was answered by whom: null when their account is gone. */
public record TaskInput(
        String inputId,
        String question,
        String answer,
        @Nullable UUID answeredBy) {}
