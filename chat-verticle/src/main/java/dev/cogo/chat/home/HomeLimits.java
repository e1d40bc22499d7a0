package dev.cogo.chat.home;

import java.time.Duration;

/**
 * The numbers that a home goes by.
 *
 * @param flood for how long a node that became a channel's home sends its events to every gateway: longer than it takes all of
 *     them to notice and to announce what they listen to
 * @param fade for how long a node goes on passing events to gateways that should have announced themselves elsewhere: longer
 *     than two nodes may see the cluster differently
 * @param round in which each timeline that somebody follows is compared with the database
 * @param tell between two times that gateways hear where timelines stand
 * @param fresh for how long a timeline that went on is told of
 */
record HomeLimits(Duration flood, Duration fade, Duration round, Duration tell, Duration fresh) {
    /** With these a lost event is missed after 10 seconds at most. */
    static HomeLimits defaults() {
        return new HomeLimits(
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofMillis(4500),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10));
    }
}
