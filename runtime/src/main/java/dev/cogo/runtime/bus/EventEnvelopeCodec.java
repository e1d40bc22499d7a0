package dev.cogo.runtime.bus;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/**
 * Envelopes by reference inside a node; between nodes the channel's name after its length in a byte, both seqs, a byte of flags,
 * when it was published, and the body after its length.
 */
public final class EventEnvelopeCodec extends LocalByReference<EventEnvelope> {
    /** The codec's name on the wire. */
    public static final String NAME = "cogo-event";

    private static final int REVISES = 1;

    public EventEnvelopeCodec() {
        super(NAME);
    }

    @Override
    public void encodeToWire(Buffer buffer, EventEnvelope event) {
        byte[] channel = event.channel().getBytes(StandardCharsets.US_ASCII);
        buffer.appendByte((byte) channel.length)
                .appendBytes(channel)
                .appendLong(event.firstSeq())
                .appendLong(event.lastSeq())
                .appendByte((byte) (event.revises() ? REVISES : 0))
                .appendLong(event.sentAt())
                .appendInt(event.body().length())
                .appendBuffer(event.body());
    }

    @Override
    public EventEnvelope decodeFromWire(int start, Buffer buffer) {
        int at = start + 1;
        int end = at + buffer.getUnsignedByte(start);
        String channel = buffer.getString(at, end, "US-ASCII");
        long firstSeq = buffer.getLong(end);
        long lastSeq = buffer.getLong(end + Long.BYTES);
        int flags = end + 2 * Long.BYTES;
        int sentAt = flags + 1;
        int length = sentAt + Long.BYTES;
        int body = length + Integer.BYTES;
        return new EventEnvelope(
                channel,
                firstSeq,
                lastSeq,
                (buffer.getByte(flags) & REVISES) != 0,
                buffer.getLong(sentAt),
                buffer.getBuffer(body, body + buffer.getInt(length)));
    }
}
