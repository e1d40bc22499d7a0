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
     * client has up to 256 calls under way, and several sessions to catch up with. A page takes a core as well as a connection: one
     * user has no more under way than there are cores.
     */
    public static Limits reads(int connections) {
        int ofOne = Math.clamp(Math.min(connections / 4, Runtime.getRuntime().availableProcessors()), 1, 4);
        return new Limits("reads", 2 * connections, ofOne, 2000, 256, Duration.ofSeconds(5));
    }
}
