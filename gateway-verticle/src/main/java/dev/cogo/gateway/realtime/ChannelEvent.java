package dev.cogo.gateway.realtime;

import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An event as it goes through a node: the producer's bytes, put into each door's envelope once. Thread-safe. */
final class ChannelEvent {
    /** A finished frame; {@code bytes} is its length in UTF-8. */
    record Frame(String text, int bytes) {}

    private final String channel;
    private final String body;
    private final int bodyBytes;
    private final Map<DoorFormat, Frame> frames = new ConcurrentHashMap<>(2);

    ChannelEvent(String channel, Buffer body) {
        this.channel = channel;
        this.body = body.toString();
        this.bodyBytes = body.length();
    }

    String channel() {
        return channel;
    }

    /** The event in a door's format; the same object for all sockets of the node. */
    Frame in(DoorFormat format) {
        return frames.computeIfAbsent(format, this::frame);
    }

    private Frame frame(DoorFormat format) {
        String text = format.event(channel, body);
        return new Frame(text, bodyBytes + text.length() - body.length());
    }
}
