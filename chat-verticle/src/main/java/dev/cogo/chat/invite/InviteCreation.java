package dev.cogo.chat.invite;

import dev.cogo.chat.access.Permission;
import dev.cogo.chat.session.GroupRules;
import dev.cogo.chat.timeline.ByMember;
import dev.cogo.chat.timeline.Caller;
import dev.cogo.chat.timeline.LockedSession;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.invite.CreateInvite;
import dev.cogo.schema.invite.Invite;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/** Somebody makes an invite. Under the session's lock, so that its open invites can be counted; no event of the timeline. */
record InviteCreation(CreateInvite request) implements ByMember<Invite> {
    private static final String OPEN =
            "SELECT count(*) AS open FROM session_invites i WHERE i.session_id = $1 AND " + InviteRows.IS_OPEN;

    // What nobody can use any more goes when a new one comes, so that a session does not collect them.
    private static final String SWEEP = """
            DELETE FROM session_invites
            WHERE session_id = $1 AND (revoked_at IS NOT NULL OR expires_at < now() - interval '1 day')""";

    private static final String INSERT = """
            INSERT INTO session_invites AS i (id, session_id, token_hash, created_by, created_at, expires_at, max_uses)
            VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING %s""".formatted(InviteRows.COLUMNS);

    @Override
    public Invite applyFor(Caller caller, Statements tx, LockedSession session) {
        GroupRules.check(Permission.ADD_MEMBER, session, caller);
        GroupRules.checkOpen(session);
        if (tx.query(OPEN, session.id()).iterator().next().getLong("open") >= CreateInvite.MAX_OPEN) {
            throw new CogoException(
                    ErrorCode.TOO_MANY_INVITES,
                    "a session may have at most " + CreateInvite.MAX_OPEN + " open invites");
        }
        tx.query(SWEEP, session.id());
        String token = InviteToken.create();
        int seconds =
                request.expiresInSeconds() == null ? CreateInvite.DEFAULT_EXPIRY_SECONDS : request.expiresInSeconds();
        Instant expiresAt = session.time().plus(Duration.ofSeconds(seconds));
        return InviteRows.read(
                tx.query(
                                INSERT,
                                Ids.next(),
                                session.id(),
                                Buffer.buffer(InviteToken.hash(token)),
                                request.userId(),
                                session.time().atOffset(ZoneOffset.UTC),
                                expiresAt.atOffset(ZoneOffset.UTC),
                                request.maxUses())
                        .iterator()
                        .next(),
                token);
    }
}
