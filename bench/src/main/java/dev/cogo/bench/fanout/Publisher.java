package dev.cogo.bench.fanout;

import java.util.concurrent.CompletableFuture;

/** Sends to one channel, with as few costs at the client as there can be. */
interface Publisher {
    /** Sends a text, and does not wait. Any thread, one at a time. */
    void publish(String text);

    /** Keeps silent connections open. */
    void keepAlive();

    /** Completes when something went wrong, with what it was. */
    CompletableFuture<String> failure();
}
