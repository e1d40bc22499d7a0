package dev.cogo.gateway.realtime.stream;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.cogo.gateway.realtime.event.CloseCode;
import dev.cogo.gateway.realtime.event.DoorFormat;
import dev.cogo.gateway.realtime.event.EncodedEvent;
import dev.cogo.gateway.realtime.event.Notice;
import dev.cogo.schema.json.Json;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The events of a {@code text/event-stream} (HTML Standard, section 9.2). {@code id} is a timeline event's seq, so that a browser
 * that comes back says by itself what it has; what has no seq has no {@code id}.
 */
record EventStreamFormat() implements DoorFormat {
    /** Says nothing, and keeps proxies from closing a silent stream. */
    static final String HEARTBEAT = ":\n\n";

    @JsonPropertyOrder({"channel", "seq", "recovered", "since"})
    private record Subscribed(
            String channel,
            @Nullable Long seq,
            @Nullable Boolean recovered,
            @Nullable Long since) {}

    @JsonPropertyOrder({"channel", "code"})
    private record Unsubscribed(String channel, String code) {}

    @JsonPropertyOrder({"code", "reason", "comeBack", "afterMs"})
    private record Closing(
            int code,
            String reason,
            boolean comeBack,
            @Nullable Long afterMs) {}

    @Override
    public String event(EncodedEvent event) {
        return frame(event.inTimeline() ? event.lastSeq() : null, event.name(), event.body());
    }

    @Override
    public String door() {
        return "event-stream";
    }

    @Override
    public String notice(Notice notice) {
        return switch (notice) {
            case Notice.Subscribed(var channel, var seq, var recovered, var since) ->
                // Whoever still gets what it missed does not have the position's event yet.
                frame(
                        Boolean.TRUE.equals(recovered) ? null : seq,
                        "subscribed",
                        Json.string(new Subscribed(channel, seq, recovered, since)));
            case Notice.Unsubscribed(var channel, var code) ->
                frame(null, "unsubscribed", Json.string(new Unsubscribed(channel, code.wireName())));
            case Notice.Lagged() -> frame(null, "lagged", "{}");
            case Notice.Closing(CloseCode code) -> closing(code, null);
            case Notice.Reconnect(Duration after) -> retry(after) + closing(CloseCode.SHUTTING_DOWN, after.toMillis());
        };
    }

    /** A stream has one channel and takes no wishes: without the channel, or with a gap in it, only a new one helps. */
    @Override
    public Optional<CloseCode> endsAfter(Notice notice) {
        return endOf(notice);
    }

    static Optional<CloseCode> endOf(Notice notice) {
        return switch (notice) {
            case Notice.Unsubscribed(var channel, var code) ->
                Optional.of(code.retryable() ? CloseCode.UNAVAILABLE : CloseCode.FORBIDDEN);
            case Notice.Lagged() -> Optional.of(CloseCode.LAGGING);
            default -> Optional.empty();
        };
    }

    /** Tells a browser how long to wait before it comes back, should the stream end. */
    static String retry(Duration after) {
        return "retry: " + after.toMillis() + "\n\n";
    }

    private static String closing(CloseCode code, @Nullable Long afterMs) {
        return frame(
                null, "closing", Json.string(new Closing(code.number(), code.wireName(), code.comeBack(), afterMs)));
    }

    private static String frame(@Nullable Long id, String name, String json) {
        // Our JSON has no line ends; a producer's might, and each line needs its own field.
        String data = json.indexOf('\n') < 0 && json.indexOf('\r') < 0 ? json : json.replaceAll("\\R", "\ndata: ");
        return (id == null ? "" : "id: " + id + "\n") + "event: " + name + "\ndata: " + data + "\n\n";
    }
}
