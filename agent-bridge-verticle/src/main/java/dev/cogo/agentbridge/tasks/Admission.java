package dev.cogo.agentbridge.tasks;

import dev.cogo.runtime.database.Database;

/**
 * Lets tasks of push agents have their turn, in the order of their coming: as many as the agent works on at once, and only a few
 * that it has not taken yet, so that an agent which is slow to answer, or away, keeps nobody else's tasks waiting. What still
 * waits is not in the nodes' work list.
 */
public final class Admission {
    /** Tasks of one agent that are being handed over at one time, in the whole cluster. */
    static final int MAX_OFFERED = 8;

    // Two that run at the same moment pick the same tasks, so no lock is needed. An agent of the settings has no row,
    // and
    // "least" passes over what is null.
    private static final String ADMIT = """
            UPDATE agent_tasks SET admitted = true, next_attempt_at = now()
            WHERE status = 'queued' AND NOT admitted AND id IN (
                SELECT id FROM agent_tasks
                WHERE agent = $1 AND status = 'queued' AND NOT admitted AND NOT pull
                ORDER BY created_at, id
                LIMIT (SELECT greatest(0, least(
                    $2::bigint - (SELECT count(*) FROM agent_tasks WHERE agent = $1 AND status = 'queued' AND admitted),
                    (SELECT tasks_at_once - (SELECT count(*) FROM agent_tasks
                                             WHERE agent = $1 AND (status = 'working' OR status = 'queued' AND admitted))
                     FROM agents WHERE handle = $1)))))""";

    private final Database database;
    private final Runnable due;

    /** @param due told when there is work for the nodes */
    public Admission(Database database, Runnable due) {
        this.database = database;
        this.due = due;
    }

    /** Lets as many of an agent's tasks have their turn as it has room for. */
    public void admit(String agent) {
        if (database.query(ADMIT, agent, (long) MAX_OFFERED).rowCount() > 0) {
            due.run();
        }
    }

    /** Does it for all agents whose tasks wait: what a node that died on the way has left. */
    public void admitAll() {
        database.query("SELECT DISTINCT agent FROM agent_tasks WHERE status = 'queued' AND NOT admitted AND NOT pull")
                .forEach(row -> admit(row.getString("agent")));
    }
}
