package dev.cogo.chat.invite;

import dev.cogo.chat.access.Permission;
import dev.cogo.chat.access.SessionAccess;
import dev.cogo.chat.access.SessionAccess.Membership;
import dev.cogo.chat.session.GroupRules;
import dev.cogo.chat.session.Joining;
import dev.cogo.chat.session.SessionEvents;
import dev.cogo.chat.session.SessionReader;
import dev.cogo.chat.timeline.TimelineWriter;
import dev.cogo.runtime.database.Database;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.event.SessionUpdate;
import dev.cogo.schema.invite.AcceptInvite;
import dev.cogo.schema.invite.CreateInvite;
import dev.cogo.schema.invite.Invite;
import dev.cogo.schema.invite.InvitePage;
import dev.cogo.schema.invite.InvitePreview;
import dev.cogo.schema.invite.ListInvites;
import dev.cogo.schema.invite.ReadInvite;
import dev.cogo.schema.invite.RevokeInvite;
import dev.cogo.schema.record.Done;
import dev.cogo.schema.session.CreatedSession;
import dev.cogo.schema.session.GetSession;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Links into groups. A token that is unknown, misspelt, revoked, expired or used up looks the same to its bearer. */
public final class Invites {
    private static final String LIST = "SELECT %s FROM session_invites i WHERE i.session_id = $1 AND %s"
                    .formatted(InviteRows.COLUMNS, InviteRows.IS_OPEN)
            + " ORDER BY i.created_at DESC, i.id DESC";

    private static final String REVOKE = """
            UPDATE session_invites SET revoked_at = coalesce(revoked_at, now())
            WHERE id = $1 AND session_id = $2 RETURNING id""";

    private static final String SESSION = "SELECT session_id FROM session_invites WHERE token_hash = $1";

    private static final String PREVIEW = """
            SELECT s.title, i.expires_at, m.session_id,
                   s.member_count
            FROM session_invites i
            JOIN user_chat_sessions s USING (session_id)
            LEFT JOIN session_members m ON m.session_id = i.session_id AND m.user_id = $2
            WHERE i.token_hash = $1 AND (m.user_id IS NOT NULL OR %s)""".formatted(InviteRows.IS_OPEN);

    private final Database database;
    private final TimelineWriter writer;
    private final SessionAccess access;
    private final SessionReader sessions;
    private final SessionEvents events;
    private final Joining joining;

    public Invites(
            Database database,
            TimelineWriter writer,
            SessionAccess access,
            SessionReader sessions,
            SessionEvents events,
            Joining joining) {
        this.database = database;
        this.writer = writer;
        this.access = access;
        this.sessions = sessions;
        this.events = events;
        this.joining = joining;
    }

    /**
     * Makes an invite; only this answer holds its token.
     *
     * @throws CogoException {@code session_not_found}, {@code direct_session_fixed}, {@code forbidden},
     *     {@code session_archived}, {@code too_many_invites}
     */
    public Invite create(CreateInvite request) {
        return writer.change(new InviteCreation(request));
    }

    /**
     * The open invites, newest first: never more than {@link CreateInvite#MAX_OPEN}.
     *
     * @throws CogoException {@code session_not_found}, {@code direct_session_fixed}, {@code forbidden}
     */
    public InvitePage list(ListInvites request) {
        checkRight(request.sessionId(), request.userId());
        List<Invite> open = database.query(LIST, request.sessionId()).stream()
                .map(row -> InviteRows.read(row, null))
                .toList();
        return new InvitePage(open, null);
    }

    /**
     * Ends an invite; who has joined by it stays.
     *
     * @throws CogoException {@code session_not_found}, {@code direct_session_fixed}, {@code forbidden},
     *     {@code invite_not_found}
     */
    public Done revoke(RevokeInvite request) {
        checkRight(request.sessionId(), request.userId());
        if (database.query(REVOKE, request.inviteId(), request.sessionId()).size() == 0) {
            throw notFound();
        }
        return Done.DONE;
    }

    /**
     * Where the invite leads. A member is led there also by one that lets nobody in any more.
     *
     * @throws CogoException {@code invite_not_found}
     */
    public InvitePreview read(ReadInvite request) {
        for (Row row : database.query(PREVIEW, hash(request.token()), request.userId())) {
            OffsetDateTime expiresAt = row.getOffsetDateTime("expires_at");
            return new InvitePreview(
                    row.getUUID("session_id"),
                    row.getString("title"),
                    row.getLong("member_count"),
                    expiresAt == null ? null : expiresAt.toInstant());
        }
        throw notFound();
    }

    /**
     * Makes the caller an ordinary member. Repeatable: who is a member finds the session and uses up nothing, also when
     * the invite was used up by their own joining.
     *
     * @throws CogoException {@code invite_not_found}, {@code session_archived}, {@code too_many_members}
     */
    public CreatedSession accept(AcceptInvite request) {
        Buffer hash = hash(request.token());
        UUID sessionId = database.query(SESSION, hash).stream()
                .findFirst()
                .orElseThrow(Invites::notFound)
                .getUUID("session_id");
        Optional<SessionUpdate> joined =
                writer.change(new InviteAcceptance(sessionId, request.userId(), hash, joining, events));
        return new CreatedSession(sessions.get(new GetSession(request.userId(), sessionId)), joined.isPresent());
    }

    static CogoException notFound() {
        return new CogoException(ErrorCode.INVITE_NOT_FOUND, "the invite is not valid, or no longer");
    }

    private void checkRight(UUID sessionId, UUID userId) {
        Membership part = access.part(sessionId, userId);
        GroupRules.checkGroup(part.kind());
        Permission.ADD_MEMBER.check(part.effectiveRole());
    }

    private static Buffer hash(String token) {
        return Buffer.buffer(InviteToken.hash(token));
    }
}
