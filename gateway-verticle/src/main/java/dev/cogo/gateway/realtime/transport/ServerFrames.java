package dev.cogo.gateway.realtime.transport;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/**
 * Messages as a server's WebSocket frames (RFC 6455, section 5.2): one, final and without a mask, so that the same bytes are good
 * for every client. Frames that go out together may stand behind each other in one array.
 */
public final class ServerFrames {
    private static final int TEXT_AND_FINAL = 0x81;
    private static final int BINARY_AND_FINAL = 0x82;
    private static final int MAX_SHORT = 125;
    private static final int TWO_BYTES_FOLLOW = 126;
    private static final int EIGHT_BYTES_FOLLOW = 127;

    private ServerFrames() {}

    /** A text message. */
    public static byte[] text(String text) {
        return frame(TEXT_AND_FINAL, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A binary message. */
    public static byte[] binary(byte[] data) {
        return frame(BINARY_AND_FINAL, data);
    }

    private static byte[] frame(int head, byte[] payload) {
        int length = payload.length;
        Buffer frame = Buffer.buffer(length + 10).appendByte((byte) head);
        if (length <= MAX_SHORT) {
            frame.appendByte((byte) length);
        } else if (length <= 0xffff) {
            frame.appendByte((byte) TWO_BYTES_FOLLOW).appendUnsignedShort(length);
        } else {
            frame.appendByte((byte) EIGHT_BYTES_FOLLOW).appendLong(length);
        }
        return frame.appendBytes(payload).getBytes();
    }
}
