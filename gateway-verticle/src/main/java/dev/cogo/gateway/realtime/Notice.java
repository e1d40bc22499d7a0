package dev.cogo.gateway.realtime;

import dev.cogo.schema.error.ErrorCode;
import java.time.Duration;

/** What the server tells a client about its connection, unasked. Each door has its own form for it. */
public sealed interface Notice {
    /** From now on the client hears every event of the channel. */
    record Subscribed(String channel) implements Notice {}

    /** The server ended the client's subscription. */
    record Unsubscribed(String channel, ErrorCode code) implements Notice {}

    /** Events were left out on any of the client's channels: when it reads this, it should read the gap from history. */
    record Lagged() implements Notice {}

    /** The server closes the connection. */
    record Closing(CloseCode code) implements Notice {}

    /** The node stops and closes the connection; the client should connect again after that time. */
    record Reconnect(Duration after) implements Notice {}
}
