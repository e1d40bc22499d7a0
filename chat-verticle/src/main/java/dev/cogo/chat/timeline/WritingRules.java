package dev.cogo.chat.timeline;

import dev.cogo.chat.access.EffectiveRole;
import dev.cogo.chat.access.Permission;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What keeps a member from writing beside their role: see {@link Permission}. */
public final class WritingRules {
    private WritingRules() {}

    /**
     * Refuses a member who may not write in the session now.
     *
     * @throws CogoException {@code forbidden}, {@code session_archived}, {@code blocked}, {@code silenced}
     */
    public static void check(Permission action, LockedSession session, Caller caller) {
        action.check(EffectiveRole.of(session.kind(), caller.role()));
        if (session.archived()) {
            throw new CogoException(ErrorCode.SESSION_ARCHIVED, "the session is archived, nobody writes in it");
        } else if (session.blocked()) {
            throw new CogoException(ErrorCode.BLOCKED, "one of you two has blocked the other");
        } else if (caller.silenced(session.time())) {
            throw new CogoException(ErrorCode.SILENCED, "you may not write here until " + caller.silencedUntil());
        }
    }

    /**
     * Refuses a member who has to wait in slow mode, or who sends more than one message at once in it.
     *
     * @param lastSentAt when they sent before; null when they never did
     * @throws CogoException {@code slow_mode}
     */
    public static void checkSlowMode(LockedSession session, Caller caller, @Nullable Instant lastSentAt, int messages) {
        if (session.slowModeSeconds() == 0 || EffectiveRole.of(session.kind(), caller.role()) != EffectiveRole.MEMBER) {
            return;
        }
        Duration gap = Duration.ofSeconds(session.slowModeSeconds());
        if (messages > 1) {
            throw slow(gap, "in slow mode messages are sent one at a time");
        } else if (lastSentAt != null && lastSentAt.plus(gap).isAfter(session.time())) {
            Duration left = Duration.between(session.time(), lastSentAt.plus(gap));
            throw slow(left, "you can send again in " + (left.toSeconds() + 1) + " seconds");
        }
    }

    private static CogoException slow(Duration wait, String detail) {
        return CogoException.retryAfter(ErrorCode.SLOW_MODE, detail, wait);
    }
}
