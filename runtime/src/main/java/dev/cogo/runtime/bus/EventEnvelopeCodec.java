package dev.cogo.runtime.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.nio.charset.StandardCharsets;

/**
 * Parcels by reference inside a node; between nodes the channel's name after its length in a byte, both seqs, a byte of flags,
 * and the body after its length.
 */
public final class EventEnvelopeCodec implements MessageCodec<EventEnvelope, EventEnvelope> {
    /** The codec's name on the wire. */
    public static final String NAME = "cogo-event";

    private static final int REVISES = 1;

    @Override
    public void encodeToWire(Buffer buffer, EventEnvelope parcel) {
        byte[] channel = parcel.channel().getBytes(StandardCharsets.US_ASCII);
        buffer.appendByte((byte) channel.length)
                .appendBytes(channel)
                .appendLong(parcel.firstSeq())
                .appendLong(parcel.lastSeq())
                .appendByte((byte) (parcel.revises() ? REVISES : 0))
                .appendInt(parcel.body().length())
                .appendBuffer(parcel.body());
    }

    @Override
    public EventEnvelope decodeFromWire(int start, Buffer buffer) {
        int at = start + 1;
        int end = at + buffer.getUnsignedByte(start);
        String channel = buffer.getString(at, end, "US-ASCII");
        long firstSeq = buffer.getLong(end);
        long lastSeq = buffer.getLong(end + Long.BYTES);
        int flags = end + 2 * Long.BYTES;
        int body = flags + 1 + Integer.BYTES;
        return new EventEnvelope(
                channel,
                firstSeq,
                lastSeq,
                (buffer.getByte(flags) & REVISES) != 0,
                buffer.getBuffer(body, body + buffer.getInt(flags + 1)));
    }

    @Override
    public EventEnvelope transform(EventEnvelope parcel) {
        return parcel;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }
}
