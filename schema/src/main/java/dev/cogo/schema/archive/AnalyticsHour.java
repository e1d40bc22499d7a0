package dev.cogo.schema.archive;

import java.time.Instant;

/** One hour of chat, by the seed's measures; {@code avgMessageLength} is in characters. */
public record AnalyticsHour(
        Instant hour,
        long messageCount,
        long activeSessions,
        long activeUsers,
        double avgMessageLength,
        long aiResponses) {}
