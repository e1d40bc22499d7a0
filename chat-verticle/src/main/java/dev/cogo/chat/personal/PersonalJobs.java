package dev.cogo.chat.personal;

import dev.cogo.chat.encryption.MessageCipher;
import dev.cogo.chat.personal.PersonalJob.Kind;
import dev.cogo.chat.personal.PersonalJob.Position;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.runtime.lease.Lease;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.personal.Export;
import dev.cogo.schema.personal.ExportStatus;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table {@code personal_jobs}. What a lease allows is written where its token is checked. Times are the database's. */
final class PersonalJobs {
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

    private static final String ADVANCE = """
            UPDATE personal_jobs SET section = $3, cursor = $4, items = $5, parts = $6, bytes = $7, attempts = 0,
                                     updated_at = now()
            WHERE id = $1 AND lease_owner = $2""";

    private static final String FINISH = """
            UPDATE personal_jobs SET status = 'done', updated_at = now(), expires_at = now() + make_interval(secs => $2)
            WHERE id = $1""";

    private static final String DELETE_OLDER = """
            DELETE FROM personal_jobs
            WHERE user_id = $1 AND kind = 'export' AND status = 'done' AND id <> $2""";

    private final Database database;
    private final ExportParts parts;

    PersonalJobs(Database database, MessageCipher cipher) {
        this.database = database;
        this.parts = new ExportParts(database, cipher);
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

    /** Notes how far the job is. */
    void advance(Lease<PersonalJob> job, Position to) {
        advance(database::query, job, to);
    }

    /** Adds parts to an export and notes how far it is, both or neither. */
    void append(Lease<PersonalJob> job, int firstPart, List<String> texts, Position to) {
        database.transaction(tx -> {
            advance(tx, job, to);
            parts.insert(tx, job.id(), firstPart, texts);
            return null;
        });
    }

    private static void advance(Statements statements, Lease<PersonalJob> job, Position to) {
        job.fence(statements.query(
                ADVANCE, job.id(), job.token(), to.section(), to.cursor(), to.items(), to.parts(), to.bytes()));
    }

    /** The job is done. An export takes the place of the user's former one. */
    void finish(Lease<PersonalJob> job) {
        boolean export = job.row().kind() == Kind.EXPORT;
        job.finish(tx -> {
            tx.query(FINISH, job.id(), export ? (double) KEPT.toSeconds() : null);
            return export ? tx.query(DELETE_OLDER, job.row().userId(), job.id()) : null;
        });
    }

    /** Throws away exports that were kept long enough. */
    void sweep() {
        database.query("DELETE FROM personal_jobs WHERE expires_at <= now()");
    }
}
