package dev.cogo.chat.administration;

import dev.cogo.chat.rows.MessageRows;
import dev.cogo.chat.rows.PageRows;
import dev.cogo.runtime.database.Database;
import dev.cogo.schema.json.Json;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.record.BusRecord;
import dev.cogo.schema.session.ListAnyMembers;
import dev.cogo.schema.session.ListMembers;
import dev.cogo.schema.session.Member;
import dev.cogo.schema.session.MemberPage;
import dev.cogo.schema.session.ReadSessionExport;
import dev.cogo.schema.session.ReadSessionOverview;
import dev.cogo.schema.session.SessionExportPart;
import dev.cogo.schema.session.SessionOverview;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session as lines of JSON, in parts: the session, its members, its messages, decrypted, and, while it is on hold, what messages were
 * before somebody changed them. A part is as much as a page of history.
 */
public final class SessionExport {
    private static final int PAGE = 200;

    private static final String MESSAGES = """
            SELECT * FROM (
                SELECT %s, sum(%s) OVER (ORDER BY seq) AS bytes FROM chat_messages_history
                WHERE session_id = $1 AND seq > $2 ORDER BY seq LIMIT $3) page
            WHERE %s ORDER BY seq""".formatted(MessageRows.COLUMNS, PageRows.LENGTH, PageRows.FIRST);

    private static final String EARLIER = """
            SELECT * FROM (
                SELECT %s, k.kept_at, sum(%s) OVER (ORDER BY h.seq, k.kept_at) AS bytes FROM (
                    SELECT kept_at, message FROM held_messages
                    WHERE session_id = $1 AND (seq, kept_at) > ($2, $3) ORDER BY seq, kept_at LIMIT $4) k
                CROSS JOIN LATERAL jsonb_populate_record(NULL::chat_messages_history, k.message) h) page
            WHERE %s ORDER BY seq, kept_at""".formatted(MessageRows.COLUMNS, PageRows.LENGTH, PageRows.FIRST);

    private final Database database;
    private final SessionAdministration sessions;
    private final MessageRows rows;

    public SessionExport(Database database, SessionAdministration sessions, MessageRows rows) {
        this.database = database;
        this.sessions = sessions;
        this.rows = rows;
    }

    private record OfSession(String kind, SessionOverview session) implements BusRecord {}

    private record OfMember(String kind, Member member) implements BusRecord {}

    private record OfMessage(
            String kind, Message message, @Nullable Instant until) implements BusRecord {}

    /**
     * The next part.
     *
     * @throws dev.cogo.schema.error.CogoException {@code session_not_found}
     */
    public SessionExportPart read(ReadSessionExport request) {
        String cursor = request.cursor();
        UUID sessionId = request.sessionId();
        if (cursor == null) {
            SessionOverview session = sessions.read(new ReadSessionOverview(sessionId));
            return new SessionExportPart(List.of(Json.string(new OfSession("session", session))), "members");
        }
        String[] place = cursor.split(" ", 3);
        return switch (place[0]) {
            case "members" -> members(sessionId, place.length < 2 ? null : place[1]);
            case "messages" -> messages(sessionId, Long.parseLong(place[1]));
            default -> earlier(sessionId, Long.parseLong(place[1]), Long.parseLong(place[2]));
        };
    }

    private SessionExportPart members(UUID sessionId, @Nullable String from) {
        MemberPage page = sessions.members(new ListAnyMembers(sessionId, ListMembers.MAX_LIMIT, from));
        List<String> lines = page.items().stream()
                .map(member -> Json.string(new OfMember("member", member)))
                .toList();
        return new SessionExportPart(lines, page.next() == null ? "messages 0" : "members " + page.next());
    }

    private SessionExportPart messages(UUID sessionId, long after) {
        List<String> lines = new ArrayList<>();
        long last = after;
        for (Row row : database.query(MESSAGES, sessionId, after, (long) PAGE)) {
            lines.add(Json.string(new OfMessage("message", rows.read(row), null)));
            last = row.getLong("seq");
        }
        return new SessionExportPart(lines, lines.isEmpty() ? "earlier 0 0" : "messages " + last);
    }

    private SessionExportPart earlier(UUID sessionId, long seq, long micros) {
        OffsetDateTime from = Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
        List<String> lines = new ArrayList<>();
        String next = null;
        for (Row row : database.query(EARLIER, sessionId, seq, from, (long) PAGE)) {
            Instant until = row.getOffsetDateTime("kept_at").toInstant();
            lines.add(Json.string(new OfMessage("earlier", rows.read(row), until)));
            next = "earlier " + row.getLong("seq") + " " + ChronoUnit.MICROS.between(Instant.EPOCH, until);
        }
        return new SessionExportPart(lines, next);
    }
}
