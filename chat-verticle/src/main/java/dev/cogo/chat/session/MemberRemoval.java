package dev.cogo.chat.session;

import dev.cogo.chat.access.EffectiveRole;
import dev.cogo.chat.access.Permission;
import dev.cogo.chat.timeline.ByMember;
import dev.cogo.chat.timeline.Caller;
import dev.cogo.chat.timeline.LockedSession;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.event.SessionUpdate;
import dev.cogo.schema.session.MemberRole;
import dev.cogo.schema.session.RemoveMember;
import io.vertx.core.Completable;
import io.vertx.sqlclient.Row;

/**
 * A member leaves a group, or another makes them leave.
 *
 * @param revoked completed when the gateways have ended what the member heard
 */
record MemberRemoval(RemoveMember request, SessionEvents events, Completable<Void> revoked)
        implements ByMember<SessionUpdate> {
    // Assistants need no owner.
    private static final String OTHERS = """
            SELECT EXISTS (SELECT FROM session_members
                           WHERE session_id = $1 AND user_id <> $2
                             AND user_id NOT IN (SELECT id FROM assistants)) AS members,
                   EXISTS (SELECT FROM session_members
                           WHERE session_id = $1 AND user_id <> $2 AND role = 'owner') AS owners""";

    private static final String DELETE = "DELETE FROM session_members WHERE session_id = $1 AND user_id = $2";

    @Override
    public boolean changesRights() {
        return true;
    }

    @Override
    public SessionUpdate applyFor(Caller caller, Statements tx, LockedSession session) {
        if (request.memberId().equals(request.userId())) {
            EffectiveRole effectiveRole = GroupRules.check(Permission.LEAVE, session, caller);
            checkOwnerRemains(tx, effectiveRole);
        } else {
            EffectiveRole effectiveRole = GroupRules.check(Permission.REMOVE_MEMBER, session, caller);
            MemberRole role = MemberRows.find(tx, request.sessionId(), request.memberId())
                    .orElseThrow(People::notFound)
                    .role();
            Permission.removing(role).check(effectiveRole);
        }
        tx.query(DELETE, request.sessionId(), request.memberId());
        SessionUpdate update = new SessionUpdate(
                session.id(), "member_removed", request.memberId(), request.userId(), null, null, session.time());
        session.publish(EventName.SESSION_UPDATED, request.userId(), update);
        return update;
    }

    private void checkOwnerRemains(Statements tx, EffectiveRole leaving) {
        if (leaving == EffectiveRole.OWNER) {
            Row others = tx.query(OTHERS, request.sessionId(), request.userId())
                    .iterator()
                    .next();
            if (others.getBoolean("members") && !others.getBoolean("owners")) {
                throw new CogoException(
                        ErrorCode.LAST_OWNER, "the last owner can't leave while others remain; make another one first");
            }
        }
    }

    /** The gateways come first: the removed member's connections must leave before more is said on the channel. */
    @Override
    public void committed(SessionUpdate update, Runnable tellChannel) {
        events.revokeAccess(request.sessionId(), request.memberId()).onComplete(revoked);
        tellChannel.run();
        events.tellUser(update);
    }
}
