package dev.cogo.bench.socket;

import java.nio.ByteBuffer;

/** What is heard on a WebSocket. Called on the loop's thread. */
public interface FrameListener {
    /** The server has agreed to speak WebSocket. */
    void opened(WebSocketConnection connection);

    /** A text without a marked message. */
    void text(WebSocketConnection connection, String text);

    /** A marked message; a frame that holds several is told once for each. */
    void message(Marked message);

    /** The connection has ended, and not by this side. */
    void broken(String why);

    /** Where a marked message lies; good for the call only, since it is the same object each time. */
    final class Marked {
        private ByteBuffer buffer = ByteBuffer.allocate(0);
        private int frameStart;
        private int frameBytes;
        private int at;

        void set(ByteBuffer in, int start, int length, int numberAt) {
            buffer = in;
            frameStart = start;
            frameBytes = length;
            at = numberAt;
        }

        public int number() {
            return MarkedText.number(buffer, at);
        }

        /** When it was due. */
        public long nanoTime() {
            return MarkedText.nanoTime(buffer, at);
        }

        /** The seq that stands nearest before the content; -1 without one. */
        public long seq() {
            return MarkedText.seqBefore(buffer, frameStart, at);
        }

        /** The length of the frame's text, if this is the first message in it; else 0. */
        public int frameBytes() {
            return frameBytes;
        }
    }
}
