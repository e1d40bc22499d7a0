package dev.cogo.schema.archive;

import java.time.Instant;

/**
 * Calls of one REST operation that a gateway finished.
 *
 * @param executionTime of a call, on average, in milliseconds
 * @param dbQueries of all calls together, like the next two
 * @param timestamp when the first of them came
 */
public record Metric(
        String functionName,
        int executionTime,
        int dbQueries,
        int aiRequests,
        int errors,
        int calls,
        Instant timestamp) {}
