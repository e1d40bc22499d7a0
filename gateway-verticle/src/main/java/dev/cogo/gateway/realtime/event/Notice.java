package dev.cogo.gateway.realtime.event;

import dev.cogo.schema.error.ErrorCode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the server tells a client about its connection, unasked. Each door has its own form for it. */
public sealed interface Notice {
    /**
     * From now on the client hears every event of the channel.
     *
     * @param seq on a session's channel, where it stands: every timeline event with a larger seq comes, once and in order.
     *     Null on another
     * @param recovered null when the client did not say what it has. Else whether everything after {@code since} comes: what
     *     was missed, then the rest as it happens. When not, the client has to read the session anew
     * @param since the seq that the client said
     */
    record Subscribed(
            String channel,
            @Nullable Long seq,
            @Nullable Boolean recovered,
            @Nullable Long since) implements Notice {}

    /** The server ended the client's subscription; when the code may be tried again, the client should register again. */
    record Unsubscribed(String channel, ErrorCode code) implements Notice {}

    /** Events were left out on any of the client's channels: when it reads this, it should read the gap from history. */
    record Lagged() implements Notice {}

    /** The server closes the connection. */
    record Closing(CloseCode code) implements Notice {}

    /** The node stops and closes the connection; the client should connect again after that time. */
    record Reconnect(Duration after) implements Notice {}
}
