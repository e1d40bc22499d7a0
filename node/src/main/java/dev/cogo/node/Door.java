package dev.cogo.node;

import io.vertx.core.Future;

/** What this node serves HTTP with. */
interface Door {
    Future<Void> open();

    Future<Void> close();
}
