package dev.cogo.chat.session;

import dev.cogo.chat.timeline.Caller;
import dev.cogo.chat.timeline.Change;
import dev.cogo.chat.timeline.LockedSession;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.event.SessionUpdate;
import dev.cogo.schema.session.ArchiveSession;
import io.vertx.sqlclient.Row;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An operator, who need be no member, ends writing in a session, or lets it begin again. What is so already makes no event. */
public record OperatorArchiving(ArchiveSession request) implements Change<Boolean> {
    private static final String UPDATE = """
            UPDATE user_chat_sessions SET archived_at = CASE WHEN $2 THEN $3::timestamptz END
            WHERE session_id = $1 AND (archived_at IS NOT NULL) <> $2
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
    public boolean changesRights() {
        return true;
    }

    @Override
    public Boolean apply(Statements tx, LockedSession session, @Nullable Caller caller) {
        for (Row row : tx.query(
                UPDATE, session.id(), request.archived(), session.time().atOffset(ZoneOffset.UTC))) {
            session.publish(
                    EventName.SESSION_UPDATED,
                    request.operator(),
                    new SessionUpdate(
                            session.id(),
                            "settings_changed",
                            null,
                            request.operator(),
                            null,
                            SettingsChange.settings(row),
                            session.time()));
            return true;
        }
        return false;
    }
}
