package dev.cogo.archive.audit;

import dev.cogo.archive.retention.ArchiveFile;
import dev.cogo.archive.retention.ArchiveFolder;
import dev.cogo.runtime.database.Database;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** Keeps the months of the security log's rows, and writes them into files before they go, where there is a folder. */
public final class AuditPartitions {
    private static final int MONTHS_AHEAD = 1;
    private static final int PAGE = 1000;

    private static final String EXPIRED =
            "SELECT expired_log_partitions('audit_log', now() - make_interval(secs => $1)) AS name";

    // By the primary key. The name is one that create_audit_partition has made.
    private static final String ROWS = """
            SELECT at, id, jsonb_build_object('kind', 'audit', 'row', to_jsonb(a))::text AS line
            FROM %s a WHERE (at, id) > ($1, $2) ORDER BY at, id LIMIT $3""";

    private final Database database;
    private final double retentionSeconds;
    private final Optional<ArchiveFolder> folder;

    public AuditPartitions(Database database, Duration retention, Optional<ArchiveFolder> folder) {
        this.database = database;
        this.retentionSeconds = retention.toMillis() / 1000.0;
        this.folder = folder;
    }

    /** Makes the partitions of this month and the next, where they are missing. */
    public void createAhead() {
        for (int month = 0; month <= MONTHS_AHEAD; month++) {
            database.query(
                    "SELECT create_audit_partition(((now() AT TIME ZONE 'UTC') + make_interval(months => $1))::date)",
                    month);
        }
    }

    /** Drops the months whose last entry is older than the retention; how many. */
    public int dropExpired() {
        folder.ifPresent(files -> {
            for (Row row : database.query(EXPIRED, retentionSeconds)) {
                write(files, row.getString("name"));
            }
        });
        return database.query(
                        "SELECT drop_log_partitions('audit_log', now() - make_interval(secs => $1)) AS dropped",
                        retentionSeconds)
                .iterator()
                .next()
                .getInteger("dropped");
    }

    // Nobody writes into such a month any more; a node that is killed here leaves it for the next run.
    private void write(ArchiveFolder files, String partition) {
        String sql = ROWS.formatted(partition);
        try (ArchiveFile file = files.begin()) {
            OffsetDateTime at = OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
            UUID id = new UUID(0, 0);
            RowSet<Row> page;
            do {
                page = database.query(sql, at, id, PAGE);
                for (Row row : page) {
                    file.add(row.getString("line"));
                    at = row.getOffsetDateTime("at");
                    id = row.getUUID("id");
                }
            } while (page.size() == PAGE);
            if (file.lines() > 0) {
                file.finish();
                files.keep(file, partition + ".jsonl.gz");
            }
        }
    }
}
