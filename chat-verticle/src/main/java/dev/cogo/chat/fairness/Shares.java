package dev.cogo.chat.fairness;

import dev.cogo.chat.fairness.Bulkhead.Limits;
import java.time.Duration;

/** How much of a node's reading one user may have. */
public final class Shares {
    /** A person looks for one thing at a time; some more wait while they type. Places for searches of many people. */
    public static final Limits SEARCHES = new Limits("searches", 3, 1, 100, 4, Duration.ofSeconds(5));

    private Shares() {}

    /**
     * Pages of sessions, members, history, presence and the like. More at the same time than there are connections, so that
     * none of these is ever idle, and so few that the order in which connections are given does not matter. A connection of a
     * client has up to 256 calls under way, and several sessions to catch up with.
     */
    public static Limits reads(int connections) {
        return new Limits(
                "reads", 2 * connections, Math.clamp(connections / 4, 1, 4), 2000, 256, Duration.ofSeconds(5));
    }
}
