package dev.cogo.ai.run;

import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.lease.Lease;
import dev.cogo.runtime.lease.LeaseTable;
import dev.cogo.runtime.lease.Leases;
import dev.cogo.schema.ai.RunStatus;
import dev.cogo.schema.ai.StreamTo;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.Message;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code ai_runs}, as one worker sees it: questions to be answered, each leased by whoever works on it. */
public final class Runs {
    private static final String COLUMNS = """
            id, session_id, user_id, assistant_id, depth, question_id, question_seq, variant, language, trigger, when_busy, status, \
            attempts, waits, steered_seq, \
            cancel_requested_at, stream_place, stream_id, answer_seq, error_code, created_at, updated_at""";

    /** Runs that are not over. */
    public static final LeaseTable<Run> TABLE = LeaseTable.of(
                    "ai_runs", COLUMNS, Run::of, "status IN ('running', 'waiting')")
            .onClaim("attempts = attempts + 1, status = 'running', updated_at = now()");

    private static final String ACCEPT = """
            INSERT INTO ai_runs (id, session_id, user_id, question_id, question_seq, variant, language, status, attempts,
                                 stream_place, stream_id, lease_owner, lease_until, assistant_id)
            SELECT $1, $2, $3, $4, $5, coalesce($6, (SELECT max(variant) + 1 FROM ai_runs
                                                     WHERE session_id = $2 AND question_seq = $5
                                                       AND assistant_id = $12), 1),
                   $7, 'running', 1, $8, $9, $10, now() + make_interval(secs => $11), $12
            ON CONFLICT DO NOTHING
            RETURNING\s""" + COLUMNS;

    private final Database database;
    private final Leases<Run> leases;

    public Runs(Database database, Leases<Run> leases) {
        this.database = database;
        this.leases = leases;
    }

    /** An assistant's first run for a question, leased by us; empty when it has one already. */
    public Optional<Lease<Run>> accept(
            UUID userId, UUID assistantId, Message question, String language, @Nullable StreamTo streamTo) {
        return insert(
                Ids.next(),
                userId,
                assistantId,
                question.sessionId(),
                question.id(),
                question.seq(),
                1,
                language,
                streamTo);
    }

    /** A further run for a run's question, leased by us; empty when somebody else began one at the same moment. */
    public Optional<Lease<Run>> again(UUID userId, Run run, String language) {
        return insert(
                Ids.next(),
                userId,
                run.assistantId(),
                run.sessionId(),
                run.questionId(),
                run.questionSeq(),
                null,
                language,
                null);
    }

    /** A question's next run, with this id and leased by us; empty when there is one of the id, or as {@link #again(UUID, Run, String)}. */
    public Optional<Lease<Run>> again(
            UUID id, UUID userId, UUID assistantId, Message question, String language, @Nullable StreamTo streamTo) {
        return insert(
                id, userId, assistantId, question.sessionId(), question.id(), question.seq(), null, language, streamTo);
    }

    private Optional<Lease<Run>> insert(
            UUID id,
            UUID userId,
            UUID assistantId,
            UUID sessionId,
            UUID questionId,
            long questionSeq,
            @Nullable Integer variant,
            String language,
            @Nullable StreamTo streamTo) {
        String token = leases.newToken();
        return leased(
                token,
                database.query(
                        ACCEPT,
                        id,
                        sessionId,
                        userId,
                        questionId,
                        questionSeq,
                        variant,
                        language,
                        streamTo == null ? null : streamTo.place(),
                        streamTo == null ? null : streamTo.streamId(),
                        token,
                        leases.seconds(),
                        assistantId));
    }

    /** How many runs of a session are not over. */
    public long open(UUID sessionId) {
        return database.query(
                        "SELECT count(*) AS n FROM ai_runs WHERE session_id = $1 AND status IN ('running', 'waiting')",
                        sessionId)
                .iterator()
                .next()
                .getLong("n");
    }

    /** An assistant's first run for a question. */
    public Optional<Run> find(UUID sessionId, long questionSeq, UUID assistantId) {
        return first(database.query(
                "SELECT " + COLUMNS
                        + " FROM ai_runs WHERE session_id = $1 AND question_seq = $2 AND assistant_id = $3 AND variant = 1",
                sessionId,
                questionSeq,
                assistantId));
    }

    /** A question's first run, by the question's own id. */
    public Optional<Run> findByQuestion(UUID sessionId, UUID questionId) {
        return first(database.query(
                "SELECT " + COLUMNS
                        + " FROM ai_runs WHERE session_id = $1 AND question_id = $2 AND variant = 1 ORDER BY id LIMIT 1",
                sessionId,
                questionId));
    }

    /** The run of a session that began last and is not over. */
    public Optional<Run> live(UUID sessionId) {
        return first(database.query(
                "SELECT " + COLUMNS
                        + " FROM ai_runs WHERE session_id = $1 AND status IN ('running', 'waiting')"
                        + " ORDER BY id DESC LIMIT 1",
                sessionId));
    }

    public Optional<Run> find(UUID id) {
        return first(database.query("SELECT " + COLUMNS + " FROM ai_runs WHERE id = $1", id));
    }

    /** Opens a failed run once more, leased by us; its attempts count anew. */
    public Optional<Lease<Run>> reopen(UUID id, @Nullable StreamTo streamTo) {
        String token = leases.newToken();
        return leased(
                token,
                database.query(
                        """
                        UPDATE ai_runs SET status = 'running', attempts = 1, waits = 0, error_code = NULL, stream_place = $4,
                            stream_id = $5, lease_owner = $2, lease_until = now() + make_interval(secs => $3),
                            updated_at = now()
                        WHERE id = $1 AND status = 'failed'
                        RETURNING\s""" + COLUMNS,
                        id,
                        token,
                        leases.seconds(),
                        streamTo == null ? null : streamTo.place(),
                        streamTo == null ? null : streamTo.streamId()));
    }

    /** The answer is in the session. That ends the run whoever holds it. */
    public void done(UUID id, long answerSeq, @Nullable Cut cut) {
        database.query(
                """
                UPDATE ai_runs SET status = $3, answer_seq = $2, cut = $4, error_code = NULL, lease_owner = NULL,
                    lease_until = NULL, updated_at = now()
                WHERE id = $1
                """,
                id,
                answerSeq,
                (cut == Cut.CANCELLED ? RunStatus.CANCELLED : RunStatus.DONE).wireName(),
                cut == null ? null : cut.wireName());
    }

    /** There will be no answer, because of a failure or of somebody's wish. A run that has gone to another worker is left alone. */
    public void end(Lease<Run> run, RunStatus status, ErrorCode why) {
        database.query("""
                UPDATE ai_runs SET status = $4, error_code = $2, lease_owner = NULL, lease_until = NULL, updated_at = now()
                WHERE id = $1 AND status = 'running' AND lease_owner = $3
                """, run.id(), why.wireName(), run.token(), status.wireName());
    }

    /**
     * Notes that somebody wants a run to end.
     *
     * @return its worker's place; empty when nobody has it, and whoever takes it up will see
     */
    public Optional<String> cancel(UUID id) {
        return database.query("""
                        UPDATE ai_runs SET cancel_requested_at = coalesce(cancel_requested_at, now()), updated_at = now(),
                            next_attempt_at = least(next_attempt_at, now()), status = 'running'
                        WHERE id = $1 AND status IN ('running', 'waiting') RETURNING lease_owner
                        """, id).stream()
                .findFirst()
                .map(row -> row.getString("lease_owner"))
                .map(Leases::ownerOf);
    }

    /**
     * Says that a run's answer is about to be stored: what its author writes from now on is for a run of its own.
     *
     * @return false when they have written more since the run was read, or the run is not ours any more
     */
    public boolean seal(Lease<Run> run) {
        return database.query(
                                "UPDATE ai_runs SET sealed = true WHERE id = $1 AND lease_owner = $2 AND steered_seq IS NOT"
                                        + " DISTINCT FROM $3",
                                run.id(),
                                run.token(),
                                run.row().steeredSeq())
                        .rowCount()
                > 0;
    }

    /** Begins the next attempt, with all that its author has written; empty when the run is not ours any more. */
    public Optional<Lease<Run>> steered(Lease<Run> run) {
        return first(database.query("""
                        UPDATE ai_runs SET attempts = attempts + 1, waits = waits + 1, updated_at = now()
                        WHERE id = $1 AND lease_owner = $2 RETURNING\s""" + COLUMNS, run.id(), run.token())).map(run::with);
    }

    private static Optional<Run> first(RowSet<Row> rows) {
        return rows.stream().findFirst().map(Run::of);
    }

    private Optional<Lease<Run>> leased(String token, RowSet<Row> rows) {
        return first(rows).map(run -> leases.hold(token, run));
    }
}
