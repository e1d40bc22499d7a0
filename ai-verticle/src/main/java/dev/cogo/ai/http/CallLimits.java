package dev.cogo.ai.http;

import java.time.Duration;

/**
 * What one call may take.
 *
 * @param first until the first event; a model that thinks first is silent for long
 * @param between from one event to the next
 * @param total for all together
 * @param maxBytes of the response
 */
public record CallLimits(Duration first, Duration between, Duration total, int maxBytes) {
    private static final int MAX_BYTES = 1024 * 1024;
    private static final Duration LONGEST = Duration.ofMinutes(30);

    /** Unless an operator wants it otherwise. */
    public static final CallLimits DEFAULT = of(Duration.ofSeconds(60), Duration.ofSeconds(15), Duration.ofMinutes(5));

    public CallLimits {
        check("AI_FIRST_TIMEOUT", first);
        check("AI_IDLE_TIMEOUT", between);
        check("AI_TIMEOUT", total);
        if (maxBytes < 1) {
            throw new IllegalArgumentException("a response must have room");
        }
    }

    /** These times, and the usual size. */
    public static CallLimits of(Duration first, Duration between, Duration total) {
        return new CallLimits(first, between, total, MAX_BYTES);
    }

    private static void check(String setting, Duration time) {
        if (time.toMillis() < 1 || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(setting + " must be positive and at most 30m");
        }
    }

    /** The same, in at most so much time. */
    public CallLimits within(Duration time) {
        return new CallLimits(first, between, total.compareTo(time) < 0 ? total : time, maxBytes);
    }
}
