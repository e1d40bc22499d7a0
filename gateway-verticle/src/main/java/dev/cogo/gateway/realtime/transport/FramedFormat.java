package dev.cogo.gateway.realtime.transport;

import dev.cogo.gateway.realtime.event.DoorFormat;
import dev.cogo.gateway.realtime.event.EncodedEvent;
import dev.cogo.gateway.realtime.event.WireFormat;

/**
 * One text for an event.
 *
 * @param format how the door writes
 * @param framing how that travels
 */
public record FramedFormat(DoorFormat format, Framing framing) implements WireFormat {
    @Override
    public byte[] event(EncodedEvent event) {
        return bytes(format.event(event));
    }

    /** A text of the door as the bytes of a WebSocket's frame. */
    byte[] bytes(String text) {
        return ServerFrames.text(framing.wrap(text));
    }
}
