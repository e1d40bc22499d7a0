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
import dev.cogo.schema.session.AiMode;
import dev.cogo.schema.session.SessionSettings;
import dev.cogo.schema.session.UpdateSession;
import dev.cogo.schema.session.WhenBusy;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** A session gets another title, language, slow mode; the AI comes or goes; writing ends or begins again. */
record SettingsChange(UpdateSession request) implements ByMember<SessionSettings> {
    /** The columns of {@code user_chat_sessions} that settings are made of. */
    static final String COLUMNS = "title, language, ai, ai_mode, when_busy, slow_mode_seconds, archived_at";

    private static final String READ = "SELECT %s FROM user_chat_sessions WHERE session_id = $1".formatted(COLUMNS);

    private static final String UPDATE = """
            UPDATE user_chat_sessions
            SET title = $2, language = $3, ai = $4, ai_mode = $5, when_busy = $6, slow_mode_seconds = $7,
                archived_at = $8
            WHERE session_id = $1""";

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
                request.aiMode() == null ? before.aiMode() : request.aiMode(),
                request.whenBusy() == null ? before.whenBusy() : request.whenBusy(),
                request.slowModeSeconds() == null ? before.slowModeSeconds() : request.slowModeSeconds(),
                archivedAt(before, session.time()));
        if (!after.equals(before)) {
            tx.query(
                    UPDATE,
                    session.id(),
                    after.title(),
                    after.language(),
                    after.ai(),
                    after.aiMode().wireName(),
                    after.whenBusy().wireName(),
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
        check(Permission.SET_AI, effectiveRole, request.aiMode());
        check(Permission.SET_AI, effectiveRole, request.whenBusy());
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
        return settings(tx.query(READ, request.sessionId()).iterator().next());
    }

    static SessionSettings settings(Row row) {
        OffsetDateTime archivedAt = row.getOffsetDateTime("archived_at");
        return new SessionSettings(
                row.getString("title"),
                row.getString("language"),
                row.getBoolean("ai"),
                AiMode.of(row.getString("ai_mode")),
                WhenBusy.of(row.getString("when_busy")),
                row.getInteger("slow_mode_seconds"),
                archivedAt == null ? null : archivedAt.toInstant());
    }
}
