package dev.cogo.chat.personal;

import dev.cogo.chat.timeline.Caller;
import dev.cogo.chat.timeline.Change;
import dev.cogo.chat.timeline.LockedSession;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.event.SessionUpdate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells a session that somebody was erased: whoever reads it from now on finds nothing that they wrote. */
record ErasureEnd(UUID sessionId, UUID erased) implements Change<Boolean> {
    /** The work list of an erasure: a session is on it until its end is told. */
    private static final String STRIKE_OUT = "DELETE FROM former_members WHERE session_id = $1 AND user_id = $2";

    private static final String FORGET_SUMMARY = "DELETE FROM ai_summaries WHERE session_id = $1";

    @Override
    public @Nullable UUID userId() {
        return null;
    }

    @Override
    public Boolean apply(Statements tx, LockedSession session, @Nullable Caller caller) {
        // One that is being made of what they wrote has no row to end in.
        tx.query(FORGET_SUMMARY, sessionId);
        boolean first = tx.query(STRIKE_OUT, sessionId, erased).rowCount() > 0;
        if (first) {
            session.publish(
                    EventName.SESSION_UPDATED,
                    null,
                    new SessionUpdate(sessionId, "member_erased", erased, null, null, null, session.time()));
        }
        return first;
    }
}
