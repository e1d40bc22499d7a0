package dev.cogo.chat.message;

import dev.cogo.chat.access.SessionAccess;
import dev.cogo.chat.rows.MessageRows;
import dev.cogo.chat.rows.PageRows;
import dev.cogo.chat.rows.Reactions;
import dev.cogo.runtime.database.Database;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.json.PageBytes;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessagePage;
import dev.cogo.schema.message.ReadHistory;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a session's messages by seq. */
public final class History {
    // One statement for right and page: no row means no member, a row without a message an empty page. The primary key
    // of each partition gives the order, so only as many rows as asked for are read.
    private static final String PAGE = """
            SELECT m.* FROM session_members me
            LEFT JOIN LATERAL (SELECT * FROM (
                SELECT %1$s, (%2$s) AS reactions, sum(%3$s) OVER (ORDER BY h.seq %6$s) AS bytes
                FROM chat_messages_history h
                WHERE h.session_id = me.session_id AND h.seq %5$s $3
                ORDER BY h.seq %6$s LIMIT $4) p WHERE %4$s) m ON true
            WHERE me.session_id = $1 AND me.user_id = $2
            ORDER BY m.seq %6$s""";

    private static final String BACKWARDS = page("<", "DESC");
    private static final String FORWARDS = page(">", "ASC");

    private final Database database;
    private final MessageRows rows;

    public History(Database database, MessageRows rows) {
        this.database = database;
        this.rows = rows;
    }

    /**
     * A page, oldest first; without {@code before} and {@code after} the newest one.
     *
     * @throws CogoException {@code session_not_found}
     */
    public MessagePage read(ReadHistory request) {
        boolean forwards = request.after() != null;
        RowSet<Row> found = forwards
                ? query(FORWARDS, request, request.after())
                : query(BACKWARDS, request, request.before() == null ? Long.MAX_VALUE : request.before());
        List<Message> messages = messages(found);
        List<Message> items = new ArrayList<>(messages.subList(0, PageBytes.count(messages, request.limit())));
        // One more than asked for tells whether there is a next page.
        boolean more = items.size() < messages.size() || PageRows.areCut(found);
        String next = more ? Long.toString(items.getLast().seq()) : null;
        if (!forwards) {
            Collections.reverse(items);
        }
        return new MessagePage(items, next);
    }

    private static String page(String beyond, String order) {
        return PAGE.formatted(MessageRows.COLUMNS, Reactions.OF_ROW, PageRows.LENGTH, PageRows.FIRST, beyond, order);
    }

    private RowSet<Row> query(String sql, ReadHistory request, @Nullable Long from) {
        RowSet<Row> found = database.query(sql, request.sessionId(), request.userId(), from, request.limit() + 1L);
        if (found.size() == 0) {
            throw SessionAccess.notFound();
        }
        return found;
    }

    private List<Message> messages(RowSet<Row> found) {
        List<Message> messages = new ArrayList<>(found.size());
        for (Row row : found) {
            if (row.getUUID("id") != null) {
                messages.add(rows.readWithReactions(row));
            }
        }
        return messages;
    }
}
