package dev.cogo.ai.jobs;

import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.lease.Lease;
import dev.cogo.runtime.lease.LeaseTable;
import dev.cogo.runtime.lease.Leases;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.Optional;
import java.util.UUID;

/** The table {@code ai_jobs}, as one worker sees it: accepted questions, each leased by whoever works on it. */
public final class Jobs {
    private static final String COLUMNS =
            "id, session_id, user_id, question_seq, language, status, attempts, answer_seq, error_code";

    /** Open jobs. */
    public static final LeaseTable<Job> TABLE = LeaseTable.of("ai_jobs", COLUMNS, Job::of, "status = 'accepted'")
            .onClaim("attempts = attempts + 1, updated_at = now()");

    private final Database database;
    private final Leases<Job> leases;

    public Jobs(Database database, Leases<Job> leases) {
        this.database = database;
        this.leases = leases;
    }

    /** A new job, leased by us; empty when the question has one already. */
    public Optional<Lease<Job>> accept(UUID sessionId, UUID userId, long questionSeq, String language) {
        String token = leases.newToken();
        return leased(
                token,
                database.query(
                        """
                        INSERT INTO ai_jobs (id, session_id, user_id, question_seq, language, status, attempts, lease_owner, lease_until)
                        VALUES ($1, $2, $3, $4, $5, 'accepted', 1, $6, now() + make_interval(secs => $7))
                        ON CONFLICT (session_id, question_seq) DO NOTHING
                        RETURNING """ + " " + COLUMNS,
                        Ids.next(),
                        sessionId,
                        userId,
                        questionSeq,
                        language,
                        token,
                        leases.seconds()));
    }

    /** The job of a question. */
    public Optional<Job> find(UUID sessionId, long questionSeq) {
        return database
                .query(
                        "SELECT " + COLUMNS + " FROM ai_jobs WHERE session_id = $1 AND question_seq = $2",
                        sessionId,
                        questionSeq)
                .stream()
                .findFirst()
                .map(Job::of);
    }

    /** Leases this job if it is open and nobody's. */
    public Optional<Lease<Job>> claim(UUID id) {
        return leases.claim(id);
    }

    /** Opens a failed job once more, leased by us; its attempts count anew. */
    public Optional<Lease<Job>> reopen(UUID id) {
        String token = leases.newToken();
        return leased(token, database.query("""
                UPDATE ai_jobs SET status = 'accepted', attempts = 1, error_code = NULL, lease_owner = $2,
                    lease_until = now() + make_interval(secs => $3), updated_at = now()
                WHERE id = $1 AND status = 'failed'
                RETURNING """ + " " + COLUMNS, id, token, leases.seconds()));
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
    public void fail(Lease<Job> job, ErrorCode why) {
        database.query("""
                UPDATE ai_jobs SET status = 'failed', error_code = $2, lease_owner = NULL, lease_until = NULL,
                    updated_at = now()
                WHERE id = $1 AND status = 'accepted' AND lease_owner = $3
                """, job.id(), why.wireName(), job.token());
    }

    private Optional<Lease<Job>> leased(String token, RowSet<Row> rows) {
        return rows.stream().findFirst().map(row -> leases.hold(token, Job.of(row)));
    }
}
