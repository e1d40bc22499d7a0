package dev.cogo.ai.run;

import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.lease.Lease;
import dev.cogo.runtime.lease.Leases;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Runs that messages have asked for by themselves, in the table {@code ai_runs}: those of one author in a session are worked on one
 * after the other, in the order of the messages; what assistants ask one another for them is beside that. {@link Runs} is the same table, once they may begin.
 */
public final class RunQueue {
    /** So many questions of bots in a row are answered. */
    private static final int MAX_HOPS = 3;

    private static final String OWN_BEFORE = """
            EXISTS (SELECT FROM ai_runs e WHERE e.session_id = r.session_id AND e.user_id = r.user_id
                    AND e.status = 'running' AND e.question_seq < r.question_seq AND e.depth = 0) AND r.depth = 0""";

    /** A further message after so many has a run of its own. */
    private static final int MAX_STEERS = 8;

    // The lock makes it wait for who seals the run, and look again.
    private static final String STEER = """
            UPDATE ai_runs SET steered_seq = greatest(steered_seq, $3::bigint), steers = steers + 1, updated_at = now()
            WHERE id = (SELECT id FROM ai_runs
                        WHERE session_id = $1 AND user_id = $2 AND assistant_id = $5 AND depth = 0
                          AND question_seq < $3 AND status = 'running' AND trigger IS NOT NULL
                          AND cancel_requested_at IS NULL AND NOT sealed AND steers < $4
                        ORDER BY question_seq DESC LIMIT 1 FOR UPDATE)
            RETURNING id, lease_owner""";

    private final Database database;

    public RunQueue(Database database) {
        this.database = database;
    }

    /**
     * What is under way in a run's session that was asked before it.
     *
     * @param ofAll how many runs
     * @param ofAuthor whether one of them is its author's
     */
    public record Ahead(long ofAll, boolean ofAuthor) {}

    public Ahead ahead(Run run) {
        Row row = database.query("""
                        SELECT count(*) AS n, coalesce(bool_or(user_id = $3 AND depth = 0 AND $4 = 0), false) AS own FROM ai_runs
                        WHERE session_id = $1 AND status = 'running' AND question_seq < $2
                        """, run.sessionId(), run.questionSeq(), run.userId(), run.depth())
                .iterator()
                .next();
        return new Ahead(row.getLong("n"), row.getBoolean("own"));
    }

    /**
     * Who asks.
     *
     * @param service whether it is a bot
     * @param anonymous whether they have no account
     */
    public record Author(boolean service, boolean anonymous) {}

    /** The author; one who is gone has no rights. */
    public Author author(Run run) {
        return database.query("SELECT is_service, anonymous FROM accounts WHERE id = $1", run.userId()).stream()
                .findFirst()
                .map(row -> new Author(row.getBoolean("is_service"), row.getBoolean("anonymous")))
                .orElse(new Author(false, true));
    }

    /** Whether the session's last questions were all asked by bots: then the AI and they may be talking to each other. */
    public boolean isDeep(Run run) {
        Row row = database.query("""
                        SELECT count(*) FILTER (WHERE a.is_service) AS bots
                        FROM (SELECT user_id FROM ai_runs WHERE session_id = $1 AND question_seq < $2
                              ORDER BY question_seq DESC LIMIT $3) r
                        JOIN accounts a ON a.id = r.user_id
                        """, run.sessionId(), run.questionSeq(), MAX_HOPS)
                .iterator()
                .next();
        return row.getLong("bots") == MAX_HOPS;
    }

    /** Forgets a run that must not be: as if nothing had been asked. */
    public void drop(Lease<Run> lease) {
        database.query("DELETE FROM ai_runs WHERE id = $1 AND lease_owner = $2", lease.id(), lease.token());
        lease.forget();
    }

    /**
     * Lets a run wait for those of its author that come before it, without counting an attempt; {@link #wake} ends that.
     *
     * @param longest until it is looked again in any case
     */
    public void putOff(Lease<Run> lease, Duration longest) {
        // The last of those before it may have ended since we looked; then wake was for nobody.
        database.query("""
                UPDATE ai_runs r SET attempts = attempts - 1, lease_owner = NULL, lease_until = NULL,
                    next_attempt_at = CASE WHEN %s THEN now() + make_interval(secs => $3) ELSE now() END
                WHERE id = $1 AND lease_owner = $2
                """.formatted(OWN_BEFORE), lease.id(), lease.token(), longest.toMillis() / 1000.0);
        lease.forget();
    }

    /**
     * A run that answers a further message of its author's.
     *
     * @param worker who holds it; null when nobody does, and whoever takes it up will see
     */
    public record Steered(UUID id, @Nullable String worker) {}

    /**
     * Leaves a run's message to the one of its author that is under way, and forgets the run itself.
     *
     * @return empty when there is none that can take it any more
     */
    public Optional<Steered> steer(Lease<Run> lease) {
        Run run = lease.row();
        Optional<Steered> other = database.transaction(tx -> {
            Optional<Steered> found = tx
                    .query(STEER, run.sessionId(), run.userId(), run.questionSeq(), MAX_STEERS, run.assistantId())
                    .stream()
                    .findFirst()
                    .map(row -> new Steered(row.getUUID("id"), ownerOf(row.getString("lease_owner"))));
            if (found.isPresent()) {
                lease.fence(
                        tx.query("DELETE FROM ai_runs WHERE id = $1 AND lease_owner = $2", lease.id(), lease.token()));
            }
            return found;
        });
        if (other.isPresent()) {
            lease.forget();
        }
        return other;
    }

    private static @Nullable String ownerOf(@Nullable String token) {
        return token == null ? null : Leases.ownerOf(token);
    }

    /** The author's runs of earlier messages in the session that are not over, and that nobody has cancelled. */
    public List<UUID> messagesBefore(Run run) {
        return database.query("""
                        SELECT id FROM ai_runs
                        WHERE session_id = $1 AND user_id = $2 AND question_seq < $3 AND status = 'running'
                          AND depth = 0 AND trigger IS NOT NULL AND cancel_requested_at IS NULL
                        """, run.sessionId(), run.userId(), run.questionSeq()).stream()
                .map(row -> row.getUUID("id"))
                .toList();
    }

    /**
     * Makes those due that waited for this one, which is over.
     *
     * @return whether there are any
     */
    public boolean wake(Run run) {
        return database.query("""
                                UPDATE ai_runs r SET next_attempt_at = now()
                                WHERE session_id = $1 AND user_id = $2 AND question_seq > $3 AND status = 'running'
                                  AND trigger IS NOT NULL AND NOT (%s)
                                """.formatted(OWN_BEFORE), run.sessionId(), run.userId(), run.questionSeq())
                        .rowCount()
                > 0;
    }
}
