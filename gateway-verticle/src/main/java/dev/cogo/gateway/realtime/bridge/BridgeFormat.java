package dev.cogo.gateway.realtime.bridge;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.cogo.gateway.realtime.event.CloseCode;
import dev.cogo.gateway.realtime.event.DoorFormat;
import dev.cogo.gateway.realtime.event.EncodedEvent;
import dev.cogo.gateway.realtime.event.Notice;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.json.Json;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The frames of the event-bus bridge that go to clients, as {@code @vertx/eventbus-bridge-client.js} 1.0.0 takes them:
 *
 * <ul>
 *   <li>{@code rec} goes to the handlers of its address, or to whoever waits for that reply;
 *   <li>{@code err} goes there too, but only {@code failureCode}, {@code failureType} and {@code message} get through, so the
 *       code's number stands in the first. Without a known address the whole frame reaches {@code onerror};
 *   <li>a frame with an {@code event} and no address reaches {@code onevent} as {@code (event, message)}.
 * </ul>
 */
public record BridgeFormat() implements DoorFormat {
    static final String PONG = "{\"type\":\"pong\"}";
    /** The bus's word for "the other side says no", as the stock bridge says it. */
    private static final String FAILURE_TYPE = "RECIPIENT_FAILURE";

    @JsonPropertyOrder({"type", "address", "failureCode", "failureType", "message", "body", "code", "retryAfterMs"})
    private record Err(
            String type,
            @Nullable String address,
            int failureCode,
            String failureType,
            @Nullable String message,
            String body,
            String code,
            @Nullable Long retryAfterMs) {}

    @JsonPropertyOrder({"type", "event", "channel", "seq", "recovered", "since", "code", "message"})
    private record Event(
            String type,
            String event,
            @Nullable String channel,
            @Nullable Long seq,
            @Nullable Boolean recovered,
            @Nullable Long since,
            @Nullable Object code,
            Details message) {}

    @JsonPropertyOrder({"channel", "seq", "recovered", "since", "code", "reason", "comeBack", "afterMs"})
    private record Details(
            @Nullable String channel,
            @Nullable Long seq,
            @Nullable Boolean recovered,
            @Nullable Long since,
            @Nullable Object code,
            @Nullable String reason,
            @Nullable Boolean comeBack,
            @Nullable Long afterMs) {}

    @Override
    public String event(EncodedEvent event) {
        return "{\"type\":\"rec\",\"address\":\"" + event.channel() + "\",\"body\":" + event.body() + "}";
    }

    @Override
    public String door() {
        return "eventbus";
    }

    @Override
    public String notice(Notice notice) {
        return Json.string(
                switch (notice) {
                    case Notice.Subscribed subscribed -> event("subscribed", subscribed);
                    case Notice.Unsubscribed(var channel, var code) -> event("unsubscribed", channel, code.wireName());
                    case Notice.Lagged() -> event("lagged", null, null);
                    case Notice.Closing(CloseCode code) -> closing("closing", code, null);
                    case Notice.Reconnect(Duration after) -> closing("reconnect", CloseCode.SHUTTING_DOWN, after);
                });
    }

    /** The answer to a call. */
    String reply(String replyAddress, Object body) {
        return "{\"type\":\"rec\",\"address\":" + Json.string(replyAddress) + ",\"body\":" + Json.string(body) + "}";
    }

    /** The refusal of a frame. */
    String failure(Optional<String> address, CogoException failure) {
        String code = failure.code().wireName();
        return Json.string(new Err(
                "err",
                address.orElse(null),
                failure.code().number(),
                FAILURE_TYPE,
                failure.getMessage(),
                code,
                code,
                failure.retryAfter().map(Duration::toMillis).orElse(null)));
    }

    private static Event event(String name, Notice.Subscribed told) {
        Details details =
                new Details(told.channel(), told.seq(), told.recovered(), told.since(), null, null, null, null);
        return new Event("event", name, told.channel(), told.seq(), told.recovered(), told.since(), null, details);
    }

    private static Event event(String name, @Nullable String channel, @Nullable String code) {
        Details details = new Details(channel, null, null, null, code, null, null, null);
        return new Event("event", name, channel, null, null, null, code, details);
    }

    private static Event closing(String name, CloseCode code, @Nullable Duration after) {
        return new Event(
                "event",
                name,
                null,
                null,
                null,
                null,
                code.number(),
                new Details(
                        null,
                        null,
                        null,
                        null,
                        code.number(),
                        code.wireName(),
                        code.comeBack(),
                        after == null ? null : after.toMillis()));
    }
}
