package dev.cogo.chat.block;

import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.UUID;

/** What a block forbids beside writing in the direct session, which that session's own flag says. */
public final class BlockCheck {
    private static final String BLOCKERS = """
            SELECT EXISTS (SELECT FROM unnest($2::uuid[]) AS other (id)
                           JOIN user_blocks b ON b.user_id = other.id AND b.blocked_id = $1) AS blocked""";

    private static final String BETWEEN = """
            SELECT EXISTS (SELECT FROM user_blocks
                           WHERE user_id = $1 AND blocked_id = $2 OR user_id = $2 AND blocked_id = $1) AS blocked""";

    private BlockCheck() {}

    /**
     * Refuses to bring people into a group by somebody whom one of them has blocked.
     *
     * @throws CogoException {@code blocked}
     */
    public static void reaching(Statements tx, UUID userId, Collection<UUID> others) {
        check(tx.query(BLOCKERS, userId, others.toArray(UUID[]::new)).iterator().next());
    }

    /**
     * Refuses two people of whom one has blocked the other.
     *
     * @throws CogoException {@code blocked}
     */
    public static void between(Statements tx, UUID one, UUID other) {
        check(tx.query(BETWEEN, one, other).iterator().next());
    }

    private static void check(Row row) {
        if (row.getBoolean("blocked")) {
            throw new CogoException(ErrorCode.BLOCKED, "one of you has blocked the other");
        }
    }
}
