package dev.cogo.archive.retention;

import dev.cogo.archive.retention.ExpiredMessages.Gone;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.session.SessionKind;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Lets messages go that are old enough, the oldest sessions first, and never those of a session on hold. What goes in a batch is deleted in one
 * transaction and, where there is a folder, stands in a file before that commits: a node that is killed loses nothing, and leaves at most a
 * file more.
 */
public final class Retention {
    /** Messages in one batch, and so in one file, for each row of other work's batches. */
    private static final int MESSAGES = 20;
    /** Sessions that a batch looks at. */
    private static final int SESSIONS = 500;

    // By user_chat_sessions_oldest. A hold waits for the batch that is under way, so none is overlooked.
    private static final String DUE = """
            SELECT s.session_id, now() - make_interval(secs => $2) AS before FROM user_chat_sessions s
            WHERE s.kind = $1 AND s.oldest_message_at < now() - make_interval(secs => $2)
              AND NOT EXISTS (SELECT FROM session_holds h WHERE h.session_id = s.session_id)
            ORDER BY s.oldest_message_at LIMIT $3""";

    private static final String DROP_EMPTY =
            "SELECT drop_empty_history_partitions(now() - make_interval(secs => $1)) AS dropped";

    private final Database database;
    private final RetentionConfig config;
    private final ExpiredMessages messages;

    public Retention(Database database, RetentionConfig config) {
        this.database = database;
        this.config = config;
        this.messages = new ExpiredMessages();
    }

    /** Begins to look. */
    public Pass begin() {
        return new Pass();
    }

    /** One way through what is due. */
    public final class Pass {
        private final List<UUID> touched = new ArrayList<>();
        private long expired;
        private int files;
        private boolean more;

        private Pass() {}

        /** Lets the next messages go; whether there may be more. The transaction has the archive's lock. */
        public boolean next(Statements tx, int limit) {
            touched.clear();
            more = false;
            List<Gone> gone = new ArrayList<>();
            long left = (long) limit * MESSAGES;
            try (BatchFile target = BatchFile.of(config.folder().map(ArchiveFolder::new))) {
                for (Map.Entry<SessionKind, Duration> rule : config.ages().entrySet()) {
                    left = next(tx, limit, rule.getKey(), rule.getValue(), left, target, gone);
                }
                long count = gone.stream().mapToLong(Gone::messages).sum();
                if (count > 0 && target.keep(tx, gone, count)) {
                    files++;
                }
                expired += count;
            }
            return more;
        }

        private long next(
                Statements tx,
                int page,
                SessionKind kind,
                Duration age,
                long budget,
                BatchFile target,
                List<Gone> gone) {
            long left = budget;
            var due = tx.query(DUE, kind.wireName(), age.toMillis() / 1000.0, (long) SESSIONS);
            more |= due.size() == SESSIONS || left <= 0;
            for (Row row : due) {
                if (left <= 0) {
                    break;
                }
                UUID sessionId = row.getUUID("session_id");
                OffsetDateTime before = row.getOffsetDateTime("before");
                touched.add(sessionId);
                Gone went = messages.take(tx, sessionId, before, page, left, target::add);
                if (went.messages() > 0) {
                    gone.add(went);
                }
                left -= went.messages();
                more |= left <= 0;
            }
            return left;
        }

        /** What the sessions have left, after the batch: short statements of their own, for these rows are those that everybody writes. */
        public void settle() {
            touched.forEach(sessionId -> messages.settle(database, sessionId));
            touched.clear();
        }

        /** Messages that went. */
        public long expired() {
            return expired;
        }

        /** Files that were written. */
        public int files() {
            return files;
        }
    }

    /** Drops months in which nothing is left; how many. */
    public int dropEmptyMonths() {
        return config.shortest()
                .map(age -> database.query(DROP_EMPTY, age.toMillis() / 1000.0)
                        .iterator()
                        .next()
                        .getInteger("dropped"))
                .orElse(0);
    }
}
