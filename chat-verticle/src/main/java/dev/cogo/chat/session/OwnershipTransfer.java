package dev.cogo.chat.session;

import dev.cogo.chat.access.Permission;
import dev.cogo.chat.timeline.ByMember;
import dev.cogo.chat.timeline.Caller;
import dev.cogo.chat.timeline.LockedSession;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.event.SessionUpdate;
import dev.cogo.schema.session.Member;
import dev.cogo.schema.session.MemberRole;
import dev.cogo.schema.session.TransferOwnership;
import java.util.List;
import java.util.UUID;

/** An owner makes a member owner in their place and stays as an admin. */
record OwnershipTransfer(TransferOwnership request, SessionEvents events) implements ByMember<List<SessionUpdate>> {
    @Override
    public boolean changesRights() {
        return true;
    }

    @Override
    public List<SessionUpdate> applyFor(Caller caller, Statements tx, LockedSession session) {
        GroupRules.check(Permission.TRANSFER_OWNERSHIP, session, caller);
        if (request.memberId().equals(request.userId())) {
            throw CogoException.invalid("you are the owner already");
        }
        if (MemberRows.find(tx, session.id(), request.memberId()).isEmpty()) {
            throw People.notFound();
        }
        AssistantMembers.checkRole(tx, request.memberId());
        // Nobody silences an owner, so a silence does not outlast the change.
        return List.of(
                set(tx, session, request.memberId(), MemberRole.OWNER),
                set(tx, session, request.userId(), MemberRole.ADMIN));
    }

    private SessionUpdate set(Statements tx, LockedSession session, UUID userId, MemberRole role) {
        Member member = MemberRows.update(tx, session.id(), userId, role, null);
        SessionUpdate update = new SessionUpdate(
                session.id(), "member_updated", userId, request.userId(), member, null, session.time());
        session.publish(EventName.SESSION_UPDATED, request.userId(), update);
        return update;
    }

    @Override
    public void committed(List<SessionUpdate> updates, Runnable tellChannel) {
        tellChannel.run();
        updates.forEach(events::tellUser);
    }
}
