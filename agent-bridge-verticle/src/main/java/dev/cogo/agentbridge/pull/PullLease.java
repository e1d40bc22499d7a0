package dev.cogo.agentbridge.pull;

import dev.cogo.agentbridge.tasks.StoredTask;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What stands in {@code lease_owner} of a task that a pull agent has. */
public final class PullLease {
    private static final String PREFIX = "pull/";

    private PullLease() {}

    static String token(UUID leaseId) {
        return PREFIX + leaseId;
    }

    static String idOf(StoredTask task) {
        return String.valueOf(task.leaseOwner()).substring(PREFIX.length());
    }

    /** Whether nobody was given the task after this lease. */
    public static boolean isHeld(StoredTask task, @Nullable UUID leaseId) {
        return leaseId != null && token(leaseId).equals(task.leaseOwner());
    }
}
