package dev.cogo.bench.socket;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;

/** The client's side of a WebSocket (RFC 6455), as far as servers in a measurement go: no extensions, no fragments. */
public final class WebSocketConnection extends Connection {
    private static final int FINAL = 0x80;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int MASKED = 0x80;
    // Section 5.2: this length means that the real one follows in two bytes, or in eight.
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;
    private static final int MASK_BYTES = 4;
    // The server's answer to the key is not checked: whoever is there was started by us.
    private static final String REQUEST = """
            GET %s HTTP/1.1\r
            Host: %s:%d\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            Sec-WebSocket-Version: 13\r
            \r
            """;

    private final FrameListener frameListener;
    private final byte[] request;
    private final FrameListener.Marked marked = new FrameListener.Marked();
    private boolean upgraded;

    WebSocketConnection(Selector selector, InetSocketAddress address, String target, FrameListener frameListener)
            throws IOException {
        super(selector, address);
        this.frameListener = frameListener;
        this.request = REQUEST.formatted(target, address.getHostString(), address.getPort())
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Sends a text. Any thread. */
    public void send(String text) {
        write(frame(TEXT, text.getBytes(StandardCharsets.UTF_8)));
    }

    // The mask is zero, so that nothing has to be masked: it protects proxies, and there is none.
    private static byte[] frame(int opcode, byte[] payload) {
        int extended = payload.length < LENGTH_16 ? 0 : Short.BYTES;
        ByteBuffer frame = ByteBuffer.allocate(2 + extended + MASK_BYTES + payload.length);
        frame.put((byte) (FINAL | opcode));
        if (extended == 0) {
            frame.put((byte) (MASKED | payload.length));
        } else {
            frame.put((byte) (MASKED | LENGTH_16)).putShort((short) payload.length);
        }
        return frame.putInt(0).put(payload).array();
    }

    @Override
    void connected() {
        write(request);
    }

    @Override
    void broken(String why) {
        frameListener.broken(why);
    }

    @Override
    void consume(ByteBuffer in) throws IOException {
        if (!upgraded) {
            upgraded = HttpAnswers.takeHead(in, "HTTP/1.1 101 ");
            if (upgraded) {
                frameListener.opened(this);
            }
        }
        while (upgraded && takeFrame(in)) {
            // the next one
        }
    }

    private boolean takeFrame(ByteBuffer in) throws IOException {
        int start = in.position();
        int available = in.remaining();
        if (available < 2) {
            return false;
        }
        int head = in.get(start);
        int length = in.get(start + 1);
        int payload = start + 2;
        if (length == LENGTH_16) {
            if (available < 2 + Short.BYTES) {
                return false;
            }
            length = Short.toUnsignedInt(in.getShort(start + 2));
            payload += Short.BYTES;
        } else if (length == LENGTH_64) {
            if (available < 2 + Long.BYTES) {
                return false;
            }
            length = Math.toIntExact(in.getLong(start + 2));
            payload += Long.BYTES;
        } else if (length < 0) {
            throw new IOException("the server sent a masked frame");
        }
        if (in.limit() - payload < length) {
            return false;
        }
        in.position(payload + length);
        take(head & 0xff, in, payload, length);
        return true;
    }

    private void take(int head, ByteBuffer in, int payload, int length) throws IOException {
        switch (head) {
            case FINAL | TEXT -> takeText(in, payload, length);
            case FINAL | PING -> {
                byte[] same = new byte[length];
                in.get(payload, same);
                write(frame(PONG, same));
            }
            case FINAL | PONG -> {}
            case FINAL | CLOSE -> fail("the server closed with " + (length < 2 ? "no code" : in.getShort(payload)));
            default -> throw new IOException("a frame came that was not expected, it begins with " + head);
        }
    }

    private void takeText(ByteBuffer in, int payload, int length) {
        int end = payload + length;
        int at = MarkedText.find(in, payload, end);
        if (at < 0) {
            frameListener.text(this, MarkedText.text(in, payload, end));
        }
        int counted = length;
        while (at >= 0) {
            marked.set(in, payload, counted, at);
            frameListener.message(marked);
            counted = 0;
            at = MarkedText.find(in, at, end);
        }
    }
}
