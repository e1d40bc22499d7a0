package dev.cogo.chat.presence;

import java.time.Duration;

/**
 * The numbers that presence and typing at a home go by.
 *
 * @param silence for how long a gateway may say nothing before it counts as gone
 * @param grace for how long the entries of a gateway that is gone still count: longer than its clients take to come back through
 *     another one, which a node that stops spreads over 5 seconds
 * @param settle for how long a new home of a channel knows that it may not know everybody yet
 * @param large with more users than this, single changes in a session are not told
 * @param summary between two summaries of a large session
 * @param typing for how long somebody types who does not say so again
 * @param retell after which time somebody who still types is told again, for those who came meanwhile or missed it
 * @param typists how many are told to type at the same time in a session
 */
public record PresenceLimits(
        Duration silence,
        Duration grace,
        Duration settle,
        int large,
        Duration summary,
        Duration typing,
        Duration retell,
        int typists) {
    /** What holds unless a test says otherwise. */
    public static PresenceLimits defaults() {
        return new PresenceLimits(
                Duration.ofSeconds(10),
                Duration.ofSeconds(8),
                Duration.ofSeconds(8),
                200,
                Duration.ofSeconds(2),
                Duration.ofSeconds(6),
                Duration.ofSeconds(10),
                20);
    }
}
