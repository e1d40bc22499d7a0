package dev.cogo.gateway.realtime;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** A WebSocket frame of a client, right or wrong (RFC 6455, section 5.2). Bits and lengths are as they are said. */
record FuzzFrame(boolean fin, int reserved, int opcode, boolean masked, int key, LengthForm form, byte[] payload) {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;

    /** How the length is written. */
    enum LengthForm {
        SHORTEST,
        TWO_BYTES,
        EIGHT_BYTES
    }

    static FuzzFrame of(int opcode, boolean fin, byte[] payload) {
        return new FuzzFrame(fin, 0, opcode, true, 0x5a17c3e9, LengthForm.SHORTEST, payload);
    }

    static byte[] text(String text) {
        return of(TEXT, true, text.getBytes(StandardCharsets.UTF_8)).bytes();
    }

    FuzzFrame withReserved(int bits) {
        return new FuzzFrame(fin, bits, opcode, masked, key, form, payload);
    }

    FuzzFrame withoutMask() {
        return new FuzzFrame(fin, reserved, opcode, false, key, form, payload);
    }

    FuzzFrame withLength(LengthForm other) {
        return new FuzzFrame(fin, reserved, opcode, masked, key, other, payload);
    }

    byte[] bytes() {
        Buffer frame = head(payload.length);
        if (!masked) {
            return frame.appendBytes(payload).getBytes();
        }
        byte[] hidden = payload.clone();
        for (int i = 0; i < hidden.length; i++) {
            hidden[i] ^= (byte) (key >> 8 * (3 - i % 4));
        }
        return frame.appendBytes(hidden).getBytes();
    }

    /** What stands before the payload, with a length that may be another than the payload's. */
    byte[] headFor(long length) {
        return head(length).getBytes();
    }

    private Buffer head(long length) {
        int maskBit = masked ? 0x80 : 0;
        Buffer head = Buffer.buffer().appendByte((byte) ((fin ? 0x80 : 0) | reserved << 4 | opcode));
        boolean eight = form == LengthForm.EIGHT_BYTES || length < 0 || length > 0xffff;
        if (eight) {
            head.appendByte((byte) (maskBit | 127)).appendLong(length);
        } else if (form == LengthForm.TWO_BYTES || length > 125) {
            head.appendByte((byte) (maskBit | 126)).appendUnsignedShort((int) length);
        } else {
            head.appendByte((byte) (maskBit | length));
        }
        return masked ? head.appendInt(key) : head;
    }
}
