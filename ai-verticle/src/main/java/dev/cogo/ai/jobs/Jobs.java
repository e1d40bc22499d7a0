package dev.cogo.ai.jobs;

import dev.cogo.runtime.database.Database;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The table {@code ai_jobs}, as one worker sees it. Who may work on a job is decided by single statements on its row: of two
 * that claim at once, the row's lock lets the second look again, and then the lease is taken. Leases are by the database's
 * clock.
 */
public final class Jobs {
    private static final String COLUMNS =
            " id, session_id, user_id, question_seq, language, status, attempts, answer_seq, error_code ";

    private final Database database;
    private final String worker;
    private final Duration lease;

    /** @param worker names this verticle instance, and none before or after it */
    public Jobs(Database database, String worker, Duration lease) {
        this.database = database;
        this.worker = worker;
        this.lease = lease;
    }

    /** A new job, leased by us; empty when the question has one already. */
    public Optional<Job> accept(UUID sessionId, UUID userId, long questionSeq, String language) {
        return first(database.query(
                """
                INSERT INTO ai_jobs (id, session_id, user_id, question_seq, language, status, attempts, lease_owner, lease_until)
                VALUES ($1, $2, $3, $4, $5, 'accepted', 1, $6, now() + $7 * interval '1 millisecond')
                ON CONFLICT (session_id, question_seq) DO NOTHING
                RETURNING""" + COLUMNS, Ids.next(), sessionId, userId, questionSeq, language, worker, lease.toMillis()));
    }

    /** The job of a question. */
    public Optional<Job> find(UUID sessionId, long questionSeq) {
        return first(database.query(
                "SELECT" + COLUMNS + "FROM ai_jobs WHERE session_id = $1 AND question_seq = $2",
                sessionId,
                questionSeq));
    }

    /** Leases this job if it is open and nobody's. */
    public Optional<Job> claim(UUID id) {
        return first(database.query("""
                UPDATE ai_jobs SET attempts = attempts + 1, lease_owner = $2,
                    lease_until = now() + $3 * interval '1 millisecond', updated_at = now()
                WHERE id = $1 AND status = 'accepted' AND lease_until < now()
                RETURNING""" + COLUMNS, id, worker, lease.toMillis()));
    }

    /** Leases the open job that has been nobody's for longest. Workers that ask at once get different ones. */
    public Optional<Job> claimAny() {
        return first(database.query("""
                UPDATE ai_jobs SET attempts = attempts + 1, lease_owner = $1,
                    lease_until = now() + $2 * interval '1 millisecond', updated_at = now()
                WHERE id = (
                    SELECT id FROM ai_jobs WHERE status = 'accepted' AND lease_until < now()
                    ORDER BY lease_until LIMIT 1 FOR UPDATE SKIP LOCKED)
                RETURNING""" + COLUMNS, worker, lease.toMillis()));
    }

    /** Opens a failed job once more, leased by us; its attempts count anew. */
    public Optional<Job> reopen(UUID id) {
        return first(database.query("""
                UPDATE ai_jobs SET status = 'accepted', attempts = 1, error_code = NULL, lease_owner = $2,
                    lease_until = now() + $3 * interval '1 millisecond', updated_at = now()
                WHERE id = $1 AND status = 'failed'
                RETURNING""" + COLUMNS, id, worker, lease.toMillis()));
    }

    /** Makes our leases of these jobs last a whole lease from now. */
    public void renew(Set<UUID> ids) {
        database.query("""
                UPDATE ai_jobs SET lease_until = now() + $3 * interval '1 millisecond'
                WHERE id = ANY ($1) AND lease_owner = $2 AND status = 'accepted'
                """, ids.toArray(UUID[]::new), worker, lease.toMillis());
    }

    /** The answer is in the session. That ends the job whoever holds it. */
    public void done(UUID id, long answerSeq) {
        database.query("""
                UPDATE ai_jobs SET status = 'done', answer_seq = $2, error_code = NULL, lease_owner = NULL,
                    lease_until = NULL, updated_at = now()
                WHERE id = $1
                """, id, answerSeq);
    }

    /** There will be no answer. A job that has gone to another worker is left alone. */
    public void fail(UUID id, ErrorCode why) {
        database.query("""
                UPDATE ai_jobs SET status = 'failed', error_code = $2, lease_owner = NULL, lease_until = NULL,
                    updated_at = now()
                WHERE id = $1 AND status = 'accepted' AND lease_owner = $3
                """, id, why.wireName(), worker);
    }

    /** Lets anybody go on with our job after a pause. */
    public void release(UUID id, Duration pause) {
        database.query("""
                UPDATE ai_jobs SET lease_until = now() + $3 * interval '1 millisecond', updated_at = now()
                WHERE id = $1 AND lease_owner = $2 AND status = 'accepted'
                """, id, worker, pause.toMillis());
    }

    /** Lets anybody go on with all our jobs at once. */
    public void releaseAll() {
        database.query("""
                UPDATE ai_jobs SET lease_until = now(), updated_at = now()
                WHERE lease_owner = $1 AND status = 'accepted'
                """, worker);
    }

    private static Optional<Job> first(RowSet<Row> rows) {
        Iterator<Row> iterator = rows.iterator();
        return iterator.hasNext() ? Optional.of(Job.of(iterator.next())) : Optional.empty();
    }
}
