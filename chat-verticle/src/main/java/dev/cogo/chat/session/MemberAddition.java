package dev.cogo.chat.session;

import dev.cogo.chat.access.Permission;
import dev.cogo.chat.block.BlockCheck;
import dev.cogo.chat.timeline.ByMember;
import dev.cogo.chat.timeline.Caller;
import dev.cogo.chat.timeline.LockedSession;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.event.SessionUpdate;
import dev.cogo.schema.session.AddMember;
import dev.cogo.schema.session.MemberRole;
import java.util.List;
import java.util.UUID;

/** Somebody adds another to a group. */
record MemberAddition(AddMember request, Adding adding, Joining joining, SessionEvents events)
        implements ByMember<SessionUpdate> {
    @Override
    public SessionUpdate applyFor(Caller caller, Statements tx, LockedSession session) {
        GroupRules.check(Permission.adding(request.role()), session, caller);
        GroupRules.checkOpen(session);
        UUID member = People.find(tx, List.of(request.member())).iterator().next();
        AssistantMembers.check(tx, List.of(member), session.id(), session.ai());
        if (request.role() != MemberRole.MEMBER) {
            AssistantMembers.checkRole(tx, member);
        }
        adding.check(tx, request.userId(), List.of(member), session.id());
        BlockCheck.reaching(tx, request.userId(), List.of(member));
        return joining.join(tx, session, member, request.role(), request.userId());
    }

    @Override
    public void committed(SessionUpdate update, Runnable tellChannel) {
        tellChannel.run();
        events.tellUser(update);
    }
}
