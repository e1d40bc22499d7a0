package dev.cogo.bench.dialect;

import java.util.Optional;

/** What one listener says on its WebSocket until it hears its channel. Thread-safe. */
public interface Dialect {
    /** The path to connect to. */
    String target();

    /** What the opened connection is good for. */
    Next opened();

    /** What follows from a text that is no message of the channel's. */
    Next heard(String text);

    /** A text that keeps a silent connection open; empty when the server needs none. */
    Optional<String> keepAlive();

    /** What to do next. */
    sealed interface Next {
        Next WAIT = new Wait();
        Next LISTENING = new Listening();

        record Wait() implements Next {}

        record Say(String text) implements Next {}

        /** From now on every message of the channel comes. */
        record Listening() implements Next {}

        /** The server won't; it said so in these words. */
        record Refused(String text) implements Next {}
    }
}
