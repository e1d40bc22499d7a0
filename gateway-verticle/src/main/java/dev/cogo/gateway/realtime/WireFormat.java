package dev.cogo.gateway.realtime;

/**
 * What decides the bytes of an event on a WebSocket: they are made once for a node and format.
 *
 * @param format how the door writes
 * @param framing how that travels
 */
record WireFormat(DoorFormat format, Framing framing) {
    /** A text of the door as the bytes of a WebSocket's frame. */
    byte[] bytes(String text) {
        return Framing.message(framing.wrap(text));
    }
}
