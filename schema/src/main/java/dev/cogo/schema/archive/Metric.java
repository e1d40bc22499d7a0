package dev.cogo.schema.archive;

import java.time.Instant;

/** One REST operation that a gateway finished; {@code executionTime} is in milliseconds. */
public record Metric(
        String functionName, int executionTime, int dbQueries, int aiRequests, int errors, Instant timestamp) {}
