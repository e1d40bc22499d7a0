package dev.cogo.gateway.realtime.event;

import java.util.Locale;

/**
 * Why the server ends a realtime connection. The numbers are WebSocket close codes for private use (RFC 6455, section
 * 7.4.2): with 4000 to 4499 the client should come back, with 4500 to 4999 it should not until something has changed.
 *
 * <p>A connection in SockJS framing always closes with SockJS's own code 3000; the notice that goes before each close tells
 * these codes there too.
 */
public enum CloseCode {
    /** The node stops; the notice says when to come back. */
    SHUTTING_DOWN(4000),
    /** The access token has ended; come back with a new one. */
    TOKEN_EXPIRED(4001),
    /** The client did not read what it was sent; come back and read the gap from history. */
    LAGGING(4002),
    /** Nothing came from the client for too long. */
    IDLE(4003),
    /** This node has too many connections, in all or of the client's address; another may have room. */
    OVERLOADED(4004),
    /** A part of the server is away, and this door has no other way to say so. */
    UNAVAILABLE(4005),
    /** No token came in time. */
    LOGIN_TIMEOUT(4500),
    /** The client went on sending far beyond its limit. */
    FLOODING(4501),
    /** A frame was too long even to be refused, or broke the WebSocket protocol. */
    BAD_FRAME(4502),
    /** The login of this connection has ended; log in again. */
    LOGIN_ENDED(4503),
    /** The client lost the right to all that the connection was for. */
    FORBIDDEN(4504),
    /** The user has too many connections to this node; closing one makes room. */
    TOO_MANY_SOCKETS(4505);

    private static final int FIRST_FINAL = 4500;

    private final int number;

    CloseCode(int number) {
        this.number = number;
    }

    /** The WebSocket close code. */
    public int number() {
        return number;
    }

    /** The reason on the wire, such as {@code token_expired}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the client should connect again on its own. */
    public boolean comeBack() {
        return number < FIRST_FINAL;
    }
}
