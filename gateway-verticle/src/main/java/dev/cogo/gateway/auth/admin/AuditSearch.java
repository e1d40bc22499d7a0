package dev.cogo.gateway.auth.admin;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the security log an operator wants to see, newest first; what is null is not asked for.
 *
 * @param event what happened
 * @param outcome {@code done} or {@code refused}
 * @param actor whose doing it was, a user's id
 * @param target whom or what it was done to: a user's id, or an operation
 * @param account what stands for the address that was named
 * @param from not before this moment
 * @param to before this moment
 * @param after the last one of the page before
 */
public record AuditSearch(
        @Nullable String event,
        @Nullable String outcome,
        @Nullable String actor,
        @Nullable String target,
        @Nullable String account,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable UUID after) {
    /** The most on a page. */
    public static final int MAX_LIMIT = 500;

    /** The same, behind an entry. */
    public AuditSearch after(UUID last) {
        return new AuditSearch(event, outcome, actor, target, account, from, to, last);
    }
}
