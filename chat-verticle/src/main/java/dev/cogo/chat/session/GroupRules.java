package dev.cogo.chat.session;

import dev.cogo.chat.access.EffectiveRole;
import dev.cogo.chat.access.Permission;
import dev.cogo.chat.timeline.Caller;
import dev.cogo.chat.timeline.LockedSession;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.session.SessionKind;

/** What every change of a group's members asks first. */
public final class GroupRules {
    private GroupRules() {}

    /**
     * Refuses everybody in a direct session, and in a group the one whose role does not allow the action.
     *
     * @return the caller's standing, for what the action's object decides besides
     * @throws CogoException {@code direct_session_fixed}, {@code forbidden}
     */
    public static EffectiveRole check(Permission action, LockedSession session, Caller caller) {
        checkGroup(session.kind());
        EffectiveRole effectiveRole = EffectiveRole.of(session.kind(), caller.role());
        action.check(effectiveRole);
        return effectiveRole;
    }

    /**
     * Refuses what only a group has: a change of members, an invite.
     *
     * @throws CogoException {@code direct_session_fixed}
     */
    public static void checkGroup(SessionKind kind) {
        if (kind == SessionKind.DIRECT) {
            throw new CogoException(ErrorCode.DIRECT_SESSION_FIXED, "a direct session always has the same two people");
        }
    }

    /**
     * Refuses newcomers where nobody writes any more.
     *
     * @throws CogoException {@code session_archived}
     */
    public static void checkOpen(LockedSession session) {
        if (session.archived()) {
            throw new CogoException(ErrorCode.SESSION_ARCHIVED, "the session is archived, nobody joins it");
        }
    }
}
