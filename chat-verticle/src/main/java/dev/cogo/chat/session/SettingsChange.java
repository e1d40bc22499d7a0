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
import dev.cogo.schema.session.SessionSettings;
import dev.cogo.schema.session.UpdateSession;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** A session gets another title, language, slow mode; the AI comes or goes; writing ends or begins again. */
record SettingsChange(UpdateSession request) implements ByMember<SessionSettings> {
    private static final String READ = """
            SELECT title, language, ai, slow_mode_seconds, archived_at
            FROM user_chat_sessions WHERE session_id = $1""";

    private static final String UPDATE = """
            UPDATE user_chat_sessions
            SET title = $2, language = $3, ai = $4, slow_mode_seconds = $5, archived_at = $6 WHERE session_id = $1""";

    /** Archiving and slow mode do; and who was let in again should not meet the old state. */
    @Override
    public boolean changesRights() {
        return request.archived() != null || request.slowModeSeconds() != null;
    }

    @Override
    public SessionSettings applyFor(Caller caller, Statements tx, LockedSession session) {
        check(session, caller);
        SessionSettings before = read(tx);
        SessionSettings after = new SessionSettings(
                request.title() == null ? before.title() : request.title(),
                request.language() == null ? before.language() : request.language(),
                request.ai() == null ? before.ai() : request.ai(),
                request.slowModeSeconds() == null ? before.slowModeSeconds() : request.slowModeSeconds(),
                archivedAt(before, session.time()));
        if (!after.equals(before)) {
            tx.query(
                    UPDATE,
                    session.id(),
                    after.title(),
                    after.language(),
                    after.ai(),
                    after.slowModeSeconds(),
                    after.archivedAt() == null ? null : after.archivedAt().atOffset(ZoneOffset.UTC));
            session.publish(
                    EventName.SESSION_UPDATED,
                    request.userId(),
                    new SessionUpdate(
                            session.id(), "settings_changed", null, request.userId(), null, after, session.time()));
        }
        return after;
    }

    private void check(LockedSession session, Caller caller) {
        EffectiveRole effectiveRole = EffectiveRole.of(session.kind(), caller.role());
        check(Permission.SET_TITLE, effectiveRole, request.title());
        check(Permission.SET_LANGUAGE, effectiveRole, request.language());
        check(Permission.SET_AI, effectiveRole, request.ai());
        check(Permission.SET_SLOW_MODE, effectiveRole, request.slowModeSeconds());
        check(Permission.ARCHIVE, effectiveRole, request.archived());
        if (session.encrypted() && Boolean.TRUE.equals(request.ai())) {
            throw CogoException.invalid("the AI can't take part in an encrypted session");
        }
    }

    private static void check(Permission action, EffectiveRole effectiveRole, @Nullable Object wanted) {
        if (wanted != null) {
            action.check(effectiveRole);
        }
    }

    private @Nullable Instant archivedAt(SessionSettings before, Instant now) {
        return switch (request.archived()) {
            case null -> before.archivedAt();
            case Boolean archived when !archived -> null;
            case Boolean archived -> before.archivedAt() == null ? now : before.archivedAt();
        };
    }

    private SessionSettings read(Statements tx) {
        Row row = tx.query(READ, request.sessionId()).iterator().next();
        OffsetDateTime archivedAt = row.getOffsetDateTime("archived_at");
        return new SessionSettings(
                row.getString("title"),
                row.getString("language"),
                row.getBoolean("ai"),
                row.getInteger("slow_mode_seconds"),
                archivedAt == null ? null : archivedAt.toInstant());
    }
}
