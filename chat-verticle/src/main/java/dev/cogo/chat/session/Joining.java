package dev.cogo.chat.session;

import dev.cogo.chat.timeline.LockedSession;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.event.SessionUpdate;
import dev.cogo.schema.session.Member;
import dev.cogo.schema.session.MemberRole;
import io.vertx.sqlclient.Row;
import java.time.ZoneOffset;
import java.util.UUID;

/** How somebody becomes a member of a group, added or by invite. */
public final class Joining {
    private static final String STATE = """
            SELECT (SELECT true FROM session_members m WHERE m.session_id = $1 AND m.user_id = $2) AS member,
                   (SELECT member_count FROM user_chat_sessions WHERE session_id = $1) AS members""";

    // What was said before somebody joined is not unread to them, though they may read it.
    private static final String INSERT = """
            WITH m AS (
                INSERT INTO session_members (session_id, user_id, role, joined_at, last_read_seq, read_count)
                SELECT $1, id, $3, $4, $5, $6 FROM accounts WHERE id = $2 RETURNING *)
            SELECT %s FROM m JOIN accounts a ON a.id = m.user_id""".formatted(MemberRows.COLUMNS);

    private final int maxMembers;

    public Joining(int maxMembers) {
        this.maxMembers = maxMembers;
    }

    /** Whether the user is a member as the transaction sees it, its own changes included. */
    public boolean isMember(Statements tx, LockedSession session, UUID userId) {
        return tx.query(STATE, session.id(), userId).iterator().next().getBoolean("member") != null;
    }

    /**
     * Makes the user a member and puts that on the timeline. The refusals come before anything is written.
     *
     * @param by who made them a member: somebody else, or themselves
     * @throws CogoException {@code already_member}, {@code too_many_members}, {@code user_not_found}
     */
    public SessionUpdate join(Statements tx, LockedSession session, UUID userId, MemberRole role, UUID by) {
        Row state = tx.query(STATE, session.id(), userId).iterator().next();
        if (state.getBoolean("member") != null) {
            throw new CogoException(ErrorCode.ALREADY_MEMBER, "the user is a member already");
        } else if (state.getLong("members") >= maxMembers) {
            throw new CogoException(
                    ErrorCode.TOO_MANY_MEMBERS, "a session may have at most " + maxMembers + " members");
        }
        Member member = tx
                .query(
                        INSERT,
                        session.id(),
                        userId,
                        role.wireName(),
                        session.time().atOffset(ZoneOffset.UTC),
                        session.lastSeq(),
                        session.messageCount())
                .stream()
                .map(MemberRows::read)
                .findFirst()
                .orElseThrow(People::notFound);
        SessionUpdate update =
                new SessionUpdate(session.id(), "member_added", userId, by, member, null, session.time());
        session.publish(EventName.SESSION_UPDATED, by, update);
        return update;
    }
}
