package dev.cogo.chat.personal;

import dev.cogo.chat.encryption.MessageCipher;
import dev.cogo.chat.personal.PersonalJob.Kind;
import dev.cogo.chat.personal.PersonalJob.Position;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.personal.Export;
import dev.cogo.schema.personal.ExportStatus;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The table {@code personal_jobs}, as one node sees it. A lease is only as good as its last renewal, so whoever writes what a
 * lease allows checks its owner in the same transaction. Times are the database's.
 */
final class PersonalJobs {
    /** How long a node that says nothing keeps a job; each step renews it, and none takes nearly so long. */
    static final Duration LEASE = Duration.ofSeconds(60);

    /** How long a finished export is kept. */
    static final Duration KEPT = Duration.ofDays(7);

    // The conflict waits for another request's commit; the second statement then finds its row.
    private static final String START = """
            INSERT INTO personal_jobs (id, user_id, kind, status) VALUES ($1, $2, $3, 'running')
            ON CONFLICT (user_id, kind) WHERE status = 'running' DO NOTHING""";

    private static final String EXPORT = """
            SELECT id, status, parts, bytes, created_at, expires_at FROM personal_jobs
            WHERE user_id = $1 AND kind = 'export' AND (expires_at IS NULL OR expires_at > now()) AND %s""";

    private static final String RUNNING_EXPORT = EXPORT.formatted("status = 'running'");
    private static final String ONE_EXPORT = EXPORT.formatted("id = $2");

    // SKIP LOCKED: two nodes that look at the same moment take different jobs and do not wait for each other.
    private static final String CLAIM = """
            UPDATE personal_jobs SET lease_owner = $1, lease_until = now() + make_interval(secs => $2)
            WHERE id = (
                SELECT id FROM personal_jobs
                WHERE status = 'running' AND next_attempt_at <= now() AND (lease_until IS NULL OR lease_until <= now())
                ORDER BY next_attempt_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING %s""".formatted(PersonalJob.COLUMNS);

    private static final String MAKE_WAY = """
            UPDATE personal_jobs SET lease_owner = NULL, lease_until = NULL, next_attempt_at = now()
            WHERE id = $1 AND lease_owner = $2 AND status = 'running' AND EXISTS (
                SELECT FROM personal_jobs o
                WHERE o.status = 'running' AND o.next_attempt_at <= now()
                  AND (o.lease_until IS NULL OR o.lease_until <= now()))""";

    private static final String ADVANCE = """
            UPDATE personal_jobs SET section = $3, cursor = $4, items = $5, parts = $6, bytes = $7, attempts = 0,
                                     lease_until = now() + make_interval(secs => $8), updated_at = now()
            WHERE id = $1 AND lease_owner = $2 AND status = 'running'""";

    private static final String FINISH = """
            UPDATE personal_jobs SET status = 'done', lease_owner = NULL, lease_until = NULL, updated_at = now(),
                                     expires_at = now() + make_interval(secs => $3)
            WHERE id = $1 AND lease_owner = $2 AND status = 'running'""";

    private static final String DELETE_OLDER = """
            DELETE FROM personal_jobs
            WHERE user_id = $1 AND kind = 'export' AND status = 'done' AND id <> $2""";

    private static final String POSTPONE = """
            UPDATE personal_jobs SET lease_owner = NULL, lease_until = NULL, attempts = attempts + 1, updated_at = now(),
                                     next_attempt_at = now() + make_interval(secs => $3)
            WHERE id = $1 AND lease_owner = $2 AND status = 'running'""";

    private static final String RELEASE_ALL = """
            UPDATE personal_jobs SET lease_owner = NULL, lease_until = NULL
            WHERE lease_owner = $1 AND status = 'running'""";

    private final Database database;
    private final ExportParts parts;
    // Unique for this life of the node: after a crash it must not take its former jobs for ones in work.
    private final String owner = Ids.next().toString();

    PersonalJobs(Database database, MessageCipher cipher) {
        this.database = database;
        this.parts = new ExportParts(database, cipher);
    }

    /** That the job has gone to another node, or that there is none any more: this node stops working on it. */
    static final class LostLeaseException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LostLeaseException() {
            super("the lease is lost", null, false, false);
        }
    }

    /** Makes a job unless the user has one of the kind that runs. */
    void start(UUID userId, Kind kind) {
        database.query(START, Ids.next(), userId, kind.wireName());
    }

    /** The user's export that is being made. */
    Optional<Export> runningExport(UUID userId) {
        return database.query(RUNNING_EXPORT, userId).stream().findFirst().map(PersonalJobs::export);
    }

    /** One of the user's exports, unless it is too old. */
    Optional<Export> export(UUID userId, UUID exportId) {
        return database.query(ONE_EXPORT, userId, exportId).stream().findFirst().map(PersonalJobs::export);
    }

    private static Export export(Row row) {
        boolean done = row.getString("status").equals(ExportStatus.DONE.wireName());
        OffsetDateTime expiresAt = row.getOffsetDateTime("expires_at");
        return new Export(
                row.getUUID("id"),
                ExportStatus.of(row.getString("status")),
                row.getOffsetDateTime("created_at").toInstant(),
                done ? row.getLong("bytes") : null,
                done ? row.getInteger("parts") : null,
                expiresAt == null ? null : expiresAt.toInstant());
    }

    /** A part of a finished export. */
    Optional<String> part(UUID exportId, int part) {
        return parts.read(exportId, part);
    }

    /** Takes the lease on the job that has been due for longest. */
    Optional<PersonalJob> claim() {
        return database.query(CLAIM, owner, seconds(LEASE)).stream().findFirst().map(PersonalJob::of);
    }

    /** Notes how far the job is, and renews its lease. */
    void advance(PersonalJob job, Position to) {
        advance(database::query, job, to);
    }

    /** Adds parts to an export and notes how far it is, both or neither. */
    void append(PersonalJob job, int firstPart, List<String> texts, Position to) {
        database.transaction(tx -> {
            advance(tx, job, to);
            parts.insert(tx, job.id(), firstPart, texts);
            return null;
        });
    }

    private void advance(Statements statements, PersonalJob job, Position to) {
        check(statements
                .query(
                        ADVANCE,
                        job.id(),
                        owner,
                        to.section(),
                        to.cursor(),
                        to.items(),
                        to.parts(),
                        to.bytes(),
                        seconds(LEASE))
                .rowCount());
    }

    /** The job is done. An export takes the place of the user's former one. */
    void finish(PersonalJob job) {
        boolean export = job.kind() == Kind.EXPORT;
        database.transaction(tx -> {
            check(tx.query(FINISH, job.id(), owner, export ? seconds(KEPT) : null)
                    .rowCount());
            if (export) {
                tx.query(DELETE_OLDER, job.userId(), job.id());
            }
            return null;
        });
    }

    /** Lets the job rest; then any node may take it. */
    void postpone(PersonalJob job, Duration pause) {
        database.query(POSTPONE, job.id(), owner, seconds(pause));
    }

    /** Puts the job behind those that are due, if there are any; whether there are. */
    boolean makeWay(PersonalJob job) {
        return database.query(MAKE_WAY, job.id(), owner).rowCount() > 0;
    }

    /** Lets any node go on with this one's jobs at once. */
    void releaseAll() {
        database.query(RELEASE_ALL, owner);
    }

    /** Throws away exports that were kept long enough. */
    void sweep() {
        database.query("DELETE FROM personal_jobs WHERE expires_at <= now()");
    }

    private static void check(int updated) {
        if (updated == 0) {
            throw new LostLeaseException();
        }
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
