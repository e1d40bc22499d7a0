package dev.cogo.gateway.supabase.realtime.topic;

import dev.cogo.runtime.error.Failures;
import dev.cogo.schema.error.CogoException;

/** Failures in the words that applications know from the realtime server. */
public final class Reasons {
    public static final String NOT_JOINED = "unmatched topic";
    public static final String TOO_MANY_PUSHES = "ChannelRateLimitReached: Too many messages per second";
    public static final String TOO_LARGE = "payload_size_exceeded";

    private Reasons() {}

    public static String of(Throwable failure) {
        CogoException ours = Failures.of(failure, "a push of the realtime door");
        return switch (ours.code()) {
            case CHANNEL_NOT_FOUND, UNAUTHENTICATED, SESSION_NOT_FOUND -> TopicPlan.UNAUTHORIZED;
            case FORBIDDEN, SILENCED, BLOCKED, SESSION_ARCHIVED -> "Unauthorized: " + ours.getMessage();
            case INVALID_TOKEN -> "InvalidJWTToken: The token is not valid";
            case TOKEN_EXPIRED -> "InvalidJWTToken: Token has expired";
            case TOO_MANY_CHANNELS -> "ChannelRateLimitReached: Too many channels";
            case RATE_LIMITED, OVERLOADED -> TOO_MANY_PUSHES;
            case UNAVAILABLE, TIMEOUT -> "RealtimeRestarting: Realtime is restarting, please standby";
            default -> String.valueOf(ours.getMessage());
        };
    }
}
