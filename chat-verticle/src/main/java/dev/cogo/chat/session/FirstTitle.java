package dev.cogo.chat.session;

import dev.cogo.chat.timeline.Caller;
import dev.cogo.chat.timeline.Change;
import dev.cogo.chat.timeline.LockedSession;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.event.SessionUpdate;
import dev.cogo.schema.session.NameSession;
import io.vertx.sqlclient.Row;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A session that has no title gets one from the server. Gives whether it did. */
record FirstTitle(NameSession request) implements Change<Boolean> {
    private static final String NAME = """
            UPDATE user_chat_sessions SET title = $2 WHERE session_id = $1 AND title IS NULL
            RETURNING %s""".formatted(SettingsChange.COLUMNS);

    @Override
    public UUID sessionId() {
        return request.sessionId();
    }

    @Override
    public @Nullable UUID userId() {
        return null;
    }

    @Override
    public Boolean apply(Statements tx, LockedSession session, @Nullable Caller nobody) {
        for (Row row : tx.query(NAME, request.sessionId(), request.title())) {
            session.publish(
                    EventName.SESSION_UPDATED,
                    null,
                    new SessionUpdate(
                            session.id(),
                            "settings_changed",
                            null,
                            null,
                            null,
                            SettingsChange.settings(row),
                            session.time()));
            return true;
        }
        return false;
    }
}
