package dev.cogo.runtime.bus;

import io.vertx.core.eventbus.MessageCodec;

/** A codec that gives immutable messages by reference inside a node. */
abstract class LocalByReference<T> implements MessageCodec<T, T> {
    private final String name;

    /** @param name on the wire */
    LocalByReference(String name) {
        this.name = name;
    }

    @Override
    public T transform(T message) {
        return message;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public byte systemCodecID() {
        return -1; // not one of Vert.x's own
    }
}
