package dev.cogo.ai.run;

import dev.cogo.runtime.database.Database;
import dev.cogo.schema.ai.AiRun;
import dev.cogo.schema.ai.FindRuns;
import dev.cogo.schema.ai.FoundRuns;
import dev.cogo.schema.ai.RunStatus;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.json.ChangeCursor;
import dev.cogo.schema.json.PageBytes;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.ZoneOffset;
import java.util.List;

/** Finds the runs by which a user asked an assistant, whichever sessions they are in: they asked, so they may know. */
public final class RunSearch {
    // By the time of a change there is no index: each attempt would have to move its run there.
    private static final String FIND = """
            WITH newest AS (
                SELECT * FROM ai_runs WHERE user_id = $1 AND assistant_id = $2 ORDER BY id DESC LIMIT $3),
            fitting AS (
                SELECT * FROM newest
                WHERE ($4::uuid IS NULL OR session_id = $4) AND (cardinality($5::text[]) = 0 OR status = ANY ($5))
                  AND ($6::boolean IS NULL OR (coalesce(error_code, '') = $7) = $6)
                  AND ($8::timestamptz IS NULL OR updated_at > $8))
            SELECT total, page.* FROM (SELECT count(*) AS total FROM fitting) AS counted LEFT JOIN (
                SELECT * FROM fitting WHERE (updated_at, id) < ($9, $10)
                ORDER BY updated_at DESC, id DESC LIMIT $11) AS page ON true
            ORDER BY updated_at DESC, id DESC""";

    private final Database database;

    public RunSearch(Database database) {
        this.database = database;
    }

    /**
     * A page of them, the last changed first.
     *
     * @throws dev.cogo.schema.error.CogoException {@code invalid_cursor}
     */
    public FoundRuns find(FindRuns request) {
        ChangeCursor after = ChangeCursor.of(request.cursor());
        RowSet<Row> rows = database.query(
                FIND,
                request.userId(),
                request.assistantId(),
                (long) FindRuns.MAX_FOUND,
                request.sessionId(),
                request.statuses().stream().map(RunStatus::wireName).toArray(String[]::new),
                request.refused(),
                ErrorCode.AI_REFUSED.wireName(),
                request.changedSince() == null ? null : request.changedSince().atOffset(ZoneOffset.UTC),
                after.at(),
                after.id(),
                request.limit() + 1L); // one more tells whether there is a next page
        List<AiRun> runs = rows.stream()
                .filter(row -> row.getUUID("id") != null)
                .map(row -> Run.of(row).view())
                .toList();
        List<AiRun> page = runs.subList(0, PageBytes.count(runs, request.limit()));
        return new FoundRuns(
                page,
                page.size() == runs.size()
                        ? null
                        : ChangeCursor.after(
                                page.getLast().updatedAt(), page.getLast().runId()),
                rows.iterator().next().getLong("total").intValue());
    }
}
