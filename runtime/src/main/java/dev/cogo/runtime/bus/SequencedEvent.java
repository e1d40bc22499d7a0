package dev.cogo.runtime.bus;

/** An event that has places in a session's timeline, and what is to be known of it without reading it. */
public interface SequencedEvent {
    /** The first place that it takes. */
    long firstSeq();

    /** The last one, which is its own; 0 when it is no part of a timeline. */
    long lastSeq();

    /** Whether it changes what earlier events told, so that they are not to be told any more. */
    boolean revises();

    /** The length of its JSON in UTF-8. */
    int bytes();
}
