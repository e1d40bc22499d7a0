package dev.cogo.schema.archive;

/** The calls of one operation in some hours, by the seed's measures; statements and AI requests are of all calls together. */
public record FunctionMetric(
        String functionName, long calls, double averageMs, long errors, long dbQueries, long aiRequests) {}
