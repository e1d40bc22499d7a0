package dev.cogo.chat.personal;

import dev.cogo.chat.timeline.Caller;
import dev.cogo.chat.timeline.Change;
import dev.cogo.chat.timeline.LockedSession;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.event.SessionUpdate;
import dev.cogo.schema.session.AccessRevoked;
import dev.cogo.schema.session.Member;
import dev.cogo.schema.session.MemberRole;
import io.vertx.sqlclient.Row;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is to be erased, or whose session is, leaves it, the last owner too: ownership goes to the admin who has been there for
 * longest, or else to the member who has.
 */
public record MemberDeparture(UUID sessionId, UUID leaver, Bus bus) implements Change<Boolean> {
    // Of a session with two owners, such as a direct one, one remains.
    private static final String HAND_OVER = """
            UPDATE session_members m SET role = 'owner', silenced_until = NULL FROM accounts a
            WHERE a.id = m.user_id AND m.session_id = $1
              AND m.user_id = (SELECT user_id FROM session_members WHERE session_id = $1 AND user_id <> $2
                                 AND user_id NOT IN (SELECT id FROM assistants)
                               ORDER BY (role = 'admin') DESC, joined_at, user_id LIMIT 1)
              AND EXISTS (SELECT FROM session_members
                          WHERE session_id = $1 AND user_id = $2 AND role = 'owner')
              AND NOT EXISTS (SELECT FROM session_members
                              WHERE session_id = $1 AND user_id <> $2 AND role = 'owner')
            RETURNING m.user_id, a.display_name, m.joined_at""";

    private static final String LEAVE = "DELETE FROM session_members WHERE session_id = $1 AND user_id = $2";

    // Theirs; and all of them when nobody but assistants is left, so that nobody joins what is going to be deleted.
    private static final String END_INVITES = """
            DELETE FROM session_invites
            WHERE session_id = $1
              AND (created_by = $2 OR NOT EXISTS (SELECT FROM session_members WHERE session_id = $1
                                                    AND user_id NOT IN (SELECT id FROM assistants)))""";

    @Override
    public @Nullable UUID userId() {
        return null;
    }

    @Override
    public boolean changesRights() {
        return true;
    }

    @Override
    public Boolean apply(Statements tx, LockedSession session, @Nullable Caller caller) {
        for (Row row : tx.query(HAND_OVER, sessionId, leaver)) {
            Member heir = new Member(
                    row.getUUID("user_id"),
                    row.getString("display_name"),
                    MemberRole.OWNER,
                    row.getOffsetDateTime("joined_at").toInstant(),
                    null);
            session.publish(
                    EventName.SESSION_UPDATED,
                    null,
                    new SessionUpdate(sessionId, "member_updated", heir.userId(), null, heir, null, session.time()));
        }
        boolean left = tx.query(LEAVE, sessionId, leaver).rowCount() > 0;
        tx.query(END_INVITES, sessionId, leaver);
        return left;
    }

    /** The gateways come first: the leaver's connections must go before more is said on the channel. */
    @Override
    public void committed(Boolean left, Runnable tellChannel) {
        bus.tellGateways(Address.ACCESS_REVOKED, new AccessRevoked(leaver, sessionId));
        tellChannel.run();
    }
}
