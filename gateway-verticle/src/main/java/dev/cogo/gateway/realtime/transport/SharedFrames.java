package dev.cogo.gateway.realtime.transport;

import dev.cogo.gateway.realtime.event.EncodedEvent;
import dev.cogo.gateway.realtime.event.WireFormat;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of the event that a hub hands out just now, in one piece of direct memory for all its sockets. It holds one
 * reference to each piece until the next event or {@link #clear}; each socket's write has its own. Used on the hub's event
 * loop only.
 */
public final class SharedFrames {
    /** Formats that many share come first or come back; one that nobody shares need not be kept. */
    private static final int MAX_PIECES = 8;

    private record Piece(WireFormat wire, ByteBuf frame) {}

    private final List<Piece> pieces = new ArrayList<>(2);
    private @Nullable EncodedEvent event;

    /** The event's frame, of which the caller owns one reference; null when it is longer than the room. */
    @Nullable
    public ByteBuf of(EncodedEvent wanted, WireFormat wire, long room, ByteBufAllocator memory) {
        if (wanted != event) {
            clear();
            event = wanted;
        }
        for (Piece piece : pieces) {
            if (piece.wire() == wire) {
                return piece.frame().readableBytes() > room
                        ? null
                        : piece.frame().retainedDuplicate();
            }
        }
        if (wire.mostBytes(wanted) > room) {
            return null;
        }
        byte[] bytes = wanted.on(wire);
        ByteBuf frame = memory.directBuffer(bytes.length, bytes.length).writeBytes(bytes);
        if (pieces.size() == MAX_PIECES) {
            pieces.removeFirst().frame().release();
        }
        pieces.add(new Piece(wire, frame));
        return frame.retainedDuplicate();
    }

    /** Gives the memory back as soon as the last write is done. */
    public void clear() {
        pieces.forEach(piece -> piece.frame().release());
        pieces.clear();
        event = null;
    }
}
