package dev.cogo.chat.session;

import dev.cogo.chat.access.SessionAccess;
import dev.cogo.chat.timeline.TimelineWriter;
import dev.cogo.runtime.database.Database;
import dev.cogo.schema.record.Done;
import dev.cogo.schema.session.GetSession;
import dev.cogo.schema.session.MuteSession;
import dev.cogo.schema.session.NameSession;
import dev.cogo.schema.session.Session;
import dev.cogo.schema.session.UpdateSession;

/** The settings of a session, and what a member sets for themselves alone. */
public final class Settings {
    private static final String MUTE =
            "UPDATE session_members SET muted = $3 WHERE session_id = $1 AND user_id = $2 RETURNING user_id";

    private final Database database;
    private final TimelineWriter writer;
    private final SessionReader reader;

    public Settings(Database database, TimelineWriter writer, SessionReader reader) {
        this.database = database;
        this.writer = writer;
        this.reader = reader;
    }

    /**
     * Changes what is asked for, all or nothing; what is so already makes no event.
     *
     * @throws dev.cogo.schema.error.CogoException {@code session_not_found}, {@code forbidden}, {@code invalid_request}
     */
    public Session update(UpdateSession request) {
        writer.change(new SettingsChange(request));
        return reader.get(new GetSession(request.userId(), request.sessionId()));
    }

    /**
     * Gives a session a title that has none.
     *
     * @throws dev.cogo.schema.error.CogoException {@code session_not_found}
     */
    public Done name(NameSession request) {
        writer.change(new FirstTitle(request));
        return Done.DONE;
    }

    /**
     * Turns the caller's notifications off or on. Nobody else hears of it.
     *
     * @throws dev.cogo.schema.error.CogoException {@code session_not_found}
     */
    public Done mute(MuteSession request) {
        if (database.query(MUTE, request.sessionId(), request.userId(), request.muted())
                        .size()
                == 0) {
            throw SessionAccess.notFound();
        }
        return Done.DONE;
    }
}
