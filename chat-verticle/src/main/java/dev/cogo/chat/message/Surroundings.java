package dev.cogo.chat.message;

import dev.cogo.chat.access.SessionAccess;
import dev.cogo.chat.rows.MessageRows;
import dev.cogo.chat.rows.PageRows;
import dev.cogo.chat.rows.Reactions;
import dev.cogo.runtime.database.Database;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.json.PageBytes;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessageWindow;
import dev.cogo.schema.message.ReadAround;
import io.vertx.sqlclient.Row;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Reads the messages around a place of a session, for whoever jumps there. */
public final class Surroundings {
    // One statement for right and page, as in History. Either half has a whole page and one more, since the other may
    // be short.
    private static final String WINDOW =
            """
            SELECT m.* FROM session_members me
            LEFT JOIN LATERAL (
                SELECT * FROM (
                    (SELECT %1$s, (%2$s) AS reactions, sum(%3$s) OVER (ORDER BY h.seq DESC) AS bytes
                     FROM chat_messages_history h
                     WHERE h.session_id = me.session_id AND h.seq <= $3 ORDER BY h.seq DESC LIMIT $4)
                    UNION ALL
                    (SELECT %1$s, (%2$s) AS reactions, sum(%3$s) OVER (ORDER BY h.seq) AS bytes
                     FROM chat_messages_history h
                     WHERE h.session_id = me.session_id AND h.seq > $3 ORDER BY h.seq LIMIT $4)) p
                WHERE %4$s) m ON true
            WHERE me.session_id = $1 AND me.user_id = $2
            ORDER BY m.seq""".formatted(MessageRows.COLUMNS, Reactions.OF_ROW, PageRows.LENGTH, PageRows.FIRST);

    private final Database database;
    private final MessageRows rows;

    public Surroundings(Database database, MessageRows rows) {
        this.database = database;
        this.rows = rows;
    }

    /**
     * A page with the place in its middle, as far as there are messages on both sides. A place at which there is no message, or
     * none any more, has surroundings, too.
     *
     * @throws CogoException {@code session_not_found}
     */
    public MessageWindow read(ReadAround request) {
        var found = database.query(WINDOW, request.sessionId(), request.userId(), request.seq(), request.limit() + 1L);
        if (found.size() == 0) {
            throw SessionAccess.notFound();
        }
        Deque<Message> before = new ArrayDeque<>();
        Deque<Message> after = new ArrayDeque<>();
        boolean olderCut = false;
        boolean newerCut = false;
        for (Row row : found) {
            if (row.getUUID("id") == null) {
                continue;
            }
            if (row.getLong("seq") <= request.seq()) {
                before.addLast(rows.readWithReactions(row));
                olderCut |= PageRows.isCut(row);
            } else {
                after.addLast(rows.readWithReactions(row));
                newerCut |= PageRows.isCut(row);
            }
        }
        List<Message> items = outwards(before, after, request.limit());
        return new MessageWindow(
                items,
                olderCut || !before.isEmpty() ? Long.toString(items.getFirst().seq()) : null,
                newerCut || !after.isEmpty() ? Long.toString(items.getLast().seq()) : null);
    }

    /** Takes from the inner ends, in turns, until the page is full; the place itself comes first. */
    private static List<Message> outwards(Deque<Message> before, Deque<Message> after, int limit) {
        Deque<Message> items = new ArrayDeque<>();
        PageBytes bytes = new PageBytes();
        boolean olderNext = true;
        while (items.size() < limit && !(before.isEmpty() && after.isEmpty())) {
            boolean older = after.isEmpty() || (olderNext && !before.isEmpty());
            Message next = older ? before.getLast() : after.getFirst();
            if (!bytes.tryAdd(next)) {
                break;
            }
            if (older) {
                items.addFirst(before.removeLast());
            } else {
                items.addLast(after.removeFirst());
            }
            olderNext = !older;
        }
        return new ArrayList<>(items);
    }
}
