package dev.cogo.chat.message;

import dev.cogo.chat.access.EffectiveRole;
import dev.cogo.chat.access.Permission;
import dev.cogo.chat.rows.MessageRows;
import dev.cogo.chat.timeline.Caller;
import dev.cogo.chat.timeline.LockedSession;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.session.MemberRole;
import io.vertx.sqlclient.Row;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds the message that somebody wants to change. */
final class MessageTargets {
    // The session's lock is held: nobody else changes the message or its author's role until the transaction ends.
    private static final String FIND = """
            SELECT %s, (SELECT a.role FROM session_members a
                        WHERE a.session_id = h.session_id AND a.user_id = h.user_id) AS author_role
            FROM chat_messages_history h WHERE h.id = $1 AND h.session_id = $2 LIMIT 1""".formatted(MessageRows.COLUMNS);

    private final MessageRows rows;

    MessageTargets(MessageRows rows) {
        this.rows = rows;
    }

    /**
     * A message of the session, also a deleted one.
     *
     * @throws CogoException {@code message_not_found}
     */
    Target find(Statements tx, LockedSession session, UUID messageId) {
        for (Row row : tx.query(FIND, messageId, session.id())) {
            String role = row.getString("author_role");
            EffectiveRole author = role == null ? null : EffectiveRole.of(session.kind(), MemberRole.of(role));
            return new Target(row, rows.readClosed(row), author);
        }
        throw notFound();
    }

    /** The failure for a message that does not exist, that is another session's, or that was deleted. */
    static CogoException notFound() {
        return new CogoException(ErrorCode.MESSAGE_NOT_FOUND, "there is no such message");
    }

    /**
     * A message as the transaction finds it.
     *
     * @param row of {@link MessageRows#COLUMNS}
     * @param closed the message; of an encrypted one nothing that it says
     * @param author what its author is in the session now; null for who has left, and for the server
     */
    record Target(Row row, Message closed, @Nullable EffectiveRole author) {
        boolean isDeleted() {
            return closed.deletedAt() != null;
        }

        /** Which of three rights the caller needs: for their own message, for another's, for an owner's. */
        Permission right(Caller caller, Permission own, Permission others, Permission owners) {
            if (caller.userId().equals(closed.userId())) {
                return own;
            }
            return author == EffectiveRole.OWNER ? owners : others;
        }
    }
}
