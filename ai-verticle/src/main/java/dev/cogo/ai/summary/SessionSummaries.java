package dev.cogo.ai.summary;

import dev.cogo.ai.answer.Summaries;
import dev.cogo.ai.run.Run;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.error.Failures;
import dev.cogo.runtime.lease.LeaseConfig;
import dev.cogo.runtime.lease.LeaseTable;
import dev.cogo.runtime.lease.LeasedWork;
import dev.cogo.runtime.lease.Leases;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * The table {@code ai_summaries}: rolling summaries, each the last one and some messages more. It is an extra: what fails for good is left
 * until the next long answer. Make it on the verticle's context.
 */
public final class SessionSummaries implements Summaries {
    /** So few at once that they are in no answer's way. */
    private static final int CONCURRENT = 2;
    /** The first summary of a session that was long already begins here. */
    private static final int FURTHEST_BACK = 500;

    private static final LeaseTable<WantedSummary> TABLE = LeaseTable.of(
                    "ai_summaries", WantedSummary.COLUMNS, WantedSummary::of, "up_to_seq < wanted_seq")
            .onClaim("attempts = attempts + 1");

    private static final String WANT = """
            INSERT INTO ai_summaries (id, session_id, user_id, language, up_to_seq, wanted_seq)
            SELECT $1, session_id, $3, $4, greatest(0, $5::bigint - $6::bigint), $5::bigint FROM user_chat_sessions
            WHERE session_id = $2 AND NOT encrypted AND ai
            ON CONFLICT (session_id) DO UPDATE SET wanted_seq = greatest(ai_summaries.wanted_seq, excluded.wanted_seq),
                user_id = excluded.user_id, language = excluded.language, attempts = 0""";

    private final Database database;
    private final LeasedWork<WantedSummary> work;

    /** @param lease how long a node that says nothing keeps a row */
    public SessionSummaries(Vertx vertx, ClusterView cluster, Database database, Duration lease) {
        this.database = database;
        LeaseConfig config = LeaseConfig.of(lease, CONCURRENT)
                .withPauses(lease, lease.multipliedBy(8))
                // What is cut off by a stop is made by another node.
                .withStop(Duration.ZERO);
        this.work = new LeasedWork<>(vertx, cluster, new Leases<>(database, cluster, TABLE, config));
    }

    /** Begins to make them. */
    public void start(SummaryWriter writer) {
        work.start(lease -> {
            writer.work(lease);
            // It may be one step of several.
            work.nudge();
        });
    }

    public void stop() {
        work.stop();
    }

    @Override
    public Optional<Summary> of(UUID sessionId) {
        return database
                .query("SELECT up_to_seq, text FROM ai_summaries WHERE session_id = $1 AND text <> ''", sessionId)
                .stream()
                .findFirst()
                .map(row -> new Summary(row.getLong("up_to_seq"), row.getString("text")));
    }

    @Override
    public void want(Run run, long upToSeq) {
        try {
            database.query(
                    WANT, Ids.next(), run.sessionId(), run.userId(), run.language(), upToSeq, (long) FURTHEST_BACK);
            work.nudge();
        } catch (Exception e) {
            // The answer is there; the next one that leaves something out is another occasion.
            Failures.log(e, "wanting a summary of a session");
        }
    }
}
