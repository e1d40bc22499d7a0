package dev.cogo.chat.message;

import dev.cogo.chat.rows.MessageRows;
import dev.cogo.chat.rows.PageRows;
import dev.cogo.runtime.database.Database;
import dev.cogo.schema.json.PageBytes;
import dev.cogo.schema.message.FindMessages;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessagePage;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Finds messages by their ids, for whoever does not say in which session they are. */
public final class MessagesById {
    // By chat_messages_history_id in each partition; a message of another's session is as good as none.
    private static final String FIND = """
            SELECT * FROM (
                SELECT %s, sum(%s) OVER (ORDER BY h.id) AS bytes FROM chat_messages_history h
                WHERE h.id = ANY($2) AND EXISTS (
                    SELECT FROM session_members me WHERE me.session_id = h.session_id AND me.user_id = $1)) p
            WHERE %s ORDER BY id""".formatted(MessageRows.COLUMNS, PageRows.LENGTH, PageRows.FIRST);

    private final Database database;
    private final MessageRows rows;

    public MessagesById(Database database, MessageRows rows) {
        this.database = database;
        this.rows = rows;
    }

    /** Those that there are, by their ids; {@code next} is the last of them when the others have to be asked for again. */
    public MessagePage find(FindMessages request) {
        RowSet<Row> there = database.query(FIND, request.userId(), request.ids().toArray(UUID[]::new));
        List<Message> found = new ArrayList<>();
        for (Row row : there) {
            found.add(rows.read(row));
        }
        List<Message> page = found.subList(0, PageBytes.count(found, found.size()));
        return new MessagePage(
                page,
                page.size() < found.size() || PageRows.areCut(there)
                        ? page.getLast().id().toString()
                        : null);
    }
}
