package dev.cogo.archive.analytics;

import dev.cogo.runtime.database.Database;
import dev.cogo.schema.event.ClusterStatus;
import dev.cogo.schema.event.ClusterStatus.OpenWork;
import dev.cogo.schema.event.ReadClusterStatus;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads how much work waits in the whole cluster, and what the AI has cost today. */
public final class StatusReading {
    // Each by a partial index of what is open, and no further than the bound.
    private static final String WORK = """
            SELECT kind, count(*) FILTER (WHERE NOT busy) AS waiting, count(*) FILTER (WHERE busy) AS running FROM (
                (SELECT 'ai' AS kind, coalesce(lease_until > now(), false) AS busy FROM ai_runs
                 WHERE status IN ('running', 'waiting') LIMIT $1)
                UNION ALL (SELECT 'tasks', status <> 'queued' FROM agent_tasks
                 WHERE status IN ('queued', 'working', 'input_required') LIMIT $1)
                UNION ALL (SELECT 'webhooks', false FROM webhook_deliveries WHERE status = 'open' LIMIT $1)
                UNION ALL (SELECT 'mails', coalesce(lease_until > now(), false) FROM mails WHERE ended_at IS NULL LIMIT $1)
                UNION ALL (SELECT 'personal_data', coalesce(lease_until > now(), false) FROM personal_jobs
                 WHERE status = 'running' LIMIT $1)
            ) AS open GROUP BY kind ORDER BY kind""";

    private static final String TOTALS = """
            SELECT now() AS at,
                   (SELECT coalesce(sum(spent), 0)::bigint FROM ai_spend
                    WHERE scope = 'total' AND period = 'day' AND starts_on = (now() AT TIME ZONE 'UTC')::date) AS cost,
                   count(*) AS agents, count(*) FILTER (WHERE enabled) AS enabled
            FROM agents""";

    private final Database database;

    public StatusReading(Database database) {
        this.database = database;
    }

    /** How it is now. */
    public ClusterStatus read(ReadClusterStatus request) {
        List<OpenWork> work = new ArrayList<>();
        for (Row row : database.query(WORK, OpenWork.MOST)) {
            work.add(new OpenWork(row.getString("kind"), row.getLong("waiting"), row.getLong("running")));
        }
        Row totals = database.query(TOTALS).iterator().next();
        Instant at = totals.getOffsetDateTime("at").toInstant();
        return new ClusterStatus(at, totals.getLong("cost"), totals.getLong("agents"), totals.getLong("enabled"), work);
    }
}
