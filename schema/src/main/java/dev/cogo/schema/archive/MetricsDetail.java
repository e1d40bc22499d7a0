package dev.cogo.schema.archive;

/** How much of what REST operations took is kept. */
public enum MetricsDetail {
    /** A row for each request. */
    EACH,
    /** A row for all calls of an operation in a minute on one event loop. */
    MINUTE,
    /** Nothing. */
    OFF
}
