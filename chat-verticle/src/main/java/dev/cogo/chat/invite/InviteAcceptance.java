package dev.cogo.chat.invite;

import dev.cogo.chat.session.GroupRules;
import dev.cogo.chat.session.Joining;
import dev.cogo.chat.session.SessionEvents;
import dev.cogo.chat.timeline.Caller;
import dev.cogo.chat.timeline.Change;
import dev.cogo.chat.timeline.LockedSession;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.event.SessionUpdate;
import dev.cogo.schema.session.MemberRole;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Somebody joins by an invite; the result is empty for who is a member already. */
record InviteAcceptance(UUID sessionId, UUID userId, Buffer tokenHash, Joining joining, SessionEvents events)
        implements Change<Optional<SessionUpdate>> {
    private static final String FIND =
            "SELECT i.id FROM session_invites i WHERE i.token_hash = $1 AND i.session_id = $2" + " AND "
                    + InviteRows.IS_OPEN;

    // All who join a session hold its lock, so the limit that was checked still holds.
    private static final String USE = "UPDATE session_invites SET uses = uses + 1 WHERE id = $1";

    @Override
    public boolean isForStrangers() {
        return true;
    }

    @Override
    public Optional<SessionUpdate> apply(Statements tx, LockedSession session, @Nullable Caller caller) {
        // Asked again when they were a stranger: this very transaction may have let them in.
        if (caller != null || joining.isMember(tx, session, userId)) {
            return Optional.empty();
        }
        UUID invite = tx.query(FIND, tokenHash, sessionId).stream()
                .findFirst()
                .orElseThrow(Invites::notFound)
                .getUUID("id");
        GroupRules.checkOpen(session);
        SessionUpdate update = joining.join(tx, session, userId, MemberRole.MEMBER, userId);
        tx.query(USE, invite);
        return Optional.of(update);
    }

    @Override
    public void committed(Optional<SessionUpdate> joined, Runnable tellChannel) {
        tellChannel.run();
        joined.ifPresent(events::tellUser);
    }
}
