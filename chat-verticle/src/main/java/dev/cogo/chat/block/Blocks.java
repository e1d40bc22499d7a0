package dev.cogo.chat.block;

import dev.cogo.chat.paging.TimeCursor;
import dev.cogo.chat.presence.PresenceCalls;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.block.Block;
import dev.cogo.schema.block.BlockPage;
import dev.cogo.schema.block.ListBlocks;
import dev.cogo.schema.block.SetBlock;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.record.Done;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;

/** The block lists. */
public final class Blocks {
    private static final String EXISTS = "SELECT FROM accounts WHERE id = $1";

    private static final String PUT = """
            INSERT INTO user_blocks (user_id, blocked_id, created_at) VALUES ($1, $2, clock_timestamp())
            ON CONFLICT DO NOTHING""";

    private static final String TAKE = "DELETE FROM user_blocks WHERE user_id = $1 AND blocked_id = $2";

    // The session's row is what the timeline's writer locks and reads, so a message is either before the block or
    // refused.
    private static final String MARK_SESSION = """
            UPDATE user_chat_sessions s SET blocked = b.blocked
            FROM (SELECT EXISTS (
                SELECT FROM user_blocks
                WHERE user_id = $1 AND blocked_id = $2 OR user_id = $2 AND blocked_id = $1) AS blocked) b
            WHERE s.direct_key = $3 AND s.blocked <> b.blocked
            RETURNING s.session_id""";

    private static final String PAGE = """
            SELECT b.blocked_id, b.created_at, a.display_name FROM user_blocks b JOIN accounts a ON a.id = b.blocked_id
            WHERE b.user_id = $1 AND (b.created_at, b.blocked_id) < ($2, $3)
            ORDER BY b.created_at DESC, b.blocked_id DESC LIMIT $4""";

    private final Database database;
    private final PresenceCalls presence;

    public Blocks(Database database, PresenceCalls presence) {
        this.database = database;
        this.presence = presence;
    }

    /**
     * Puts somebody on the caller's list or takes them off. The direct session of the two is closed while one of them has
     * blocked the other, and they do not see each other there; who is blocked is not told.
     *
     * @throws CogoException {@code user_not_found}
     */
    public Done set(SetBlock request) {
        RowSet<Row> changed = database.transaction(tx -> {
            Pair pair = Pair.of(request.userId(), request.blockedId());
            pair.lock(tx);
            change(tx, request);
            return tx.query(MARK_SESSION, request.userId(), request.blockedId(), pair.key());
        });
        changed.forEach(session -> presence.recheck(session.getUUID("session_id")));
        return Done.DONE;
    }

    private static void change(Statements tx, SetBlock request) {
        if (!request.blocked()) {
            tx.query(TAKE, request.userId(), request.blockedId());
        } else if (tx.query(EXISTS, request.blockedId()).size() == 0) {
            throw new CogoException(ErrorCode.USER_NOT_FOUND, "there is no such user");
        } else {
            tx.query(PUT, request.userId(), request.blockedId());
        }
    }

    /**
     * A page of the caller's list, newest first.
     *
     * @throws CogoException {@code invalid_cursor}
     */
    public BlockPage list(ListBlocks request) {
        TimeCursor from = TimeCursor.decode(TimeCursor.Of.BLOCKS, request.cursor(), TimeCursor.LATEST);
        List<Block> blocks = new ArrayList<>();
        // One more than asked for tells whether there is a next page.
        for (Row row : database.query(PAGE, request.userId(), from.time(), from.id(), request.limit() + 1L)) {
            blocks.add(new Block(
                    row.getUUID("blocked_id"),
                    row.getString("display_name"),
                    row.getOffsetDateTime("created_at").toInstant()));
        }
        if (blocks.size() <= request.limit()) {
            return new BlockPage(blocks, null);
        }
        List<Block> items = blocks.subList(0, request.limit());
        Block last = items.getLast();
        return new BlockPage(items, new TimeCursor(last.since(), last.userId()).encode(TimeCursor.Of.BLOCKS));
    }
}
