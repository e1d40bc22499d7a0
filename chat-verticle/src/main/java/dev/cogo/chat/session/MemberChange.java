package dev.cogo.chat.session;

import dev.cogo.chat.access.EffectiveRole;
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
import dev.cogo.schema.session.UpdateMember;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A member of a group gets another role, is silenced, or may write again. */
record MemberChange(UpdateMember request, SessionEvents events) implements ByMember<MemberChange.Changed> {
    /** @param update what is told of it; null when the member was so already */
    record Changed(Member member, @Nullable SessionUpdate update) {}

    @Override
    public boolean changesRights() {
        return true;
    }

    @Override
    public Changed applyFor(Caller caller, Statements tx, LockedSession session) {
        Member member = checked(tx, session, caller);
        MemberRole role = request.role() == null ? member.role() : request.role();
        Instant silencedUntil = silencedUntil(member, session.time());
        if (role == member.role() && Objects.equals(silencedUntil, member.silencedUntil())) {
            return new Changed(member, null);
        }
        Member changed = MemberRows.update(tx, session.id(), member.userId(), role, silencedUntil);
        SessionUpdate update = new SessionUpdate(
                session.id(), "member_updated", member.userId(), request.userId(), changed, null, session.time());
        session.publish(EventName.SESSION_UPDATED, request.userId(), update);
        return new Changed(changed, update);
    }

    /** The member, if the caller may do to them what is asked. */
    private Member checked(Statements tx, LockedSession session, Caller caller) {
        EffectiveRole effectiveRole = GroupRules.check(
                request.role() == null ? Permission.SILENCE_MEMBER : Permission.CHANGE_ROLE, session, caller);
        if (request.role() == MemberRole.OWNER) {
            throw CogoException.invalid("role must be admin or member; an owner transfers their ownership");
        }
        Member member = MemberRows.find(tx, session.id(), request.memberId()).orElseThrow(People::notFound);
        if (request.role() != null) {
            if (member.assistant() != null) {
                AssistantMembers.checkRole(tx, member.userId());
            }
            Permission.changingRole(member.role()).check(effectiveRole);
        }
        if (request.silenceSeconds() != null) {
            Permission.silencing(member.role()).check(effectiveRole);
        }
        return member;
    }

    private @Nullable Instant silencedUntil(Member member, Instant now) {
        return switch (request.silenceSeconds()) {
            case null -> member.silencedUntil();
            case 0 -> null;
            case Integer seconds -> now.plus(Duration.ofSeconds(seconds));
        };
    }

    @Override
    public void committed(Changed changed, Runnable tellChannel) {
        tellChannel.run();
        if (changed.update() != null) {
            events.tellUser(changed.update());
        }
    }
}
