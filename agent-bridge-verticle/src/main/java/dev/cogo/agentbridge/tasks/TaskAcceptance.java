package dev.cogo.agentbridge.tasks;

import dev.cogo.agentbridge.registry.Directory;
import dev.cogo.agentbridge.registry.Terms;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.trace.RequestTrace;
import dev.cogo.schema.agent.StartTask;
import dev.cogo.schema.agent.Task;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.json.Json;
import dev.cogo.schema.session.Access;
import dev.cogo.schema.session.CheckAccess;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.function.Consumer;

/** Accepts tasks: a task is accepted when it is a row. */
public final class TaskAcceptance {
    /** A session's unfinished tasks are a queue, and queues are bounded. */
    static final int MAX_OPEN_IN_SESSION = 100;

    private final Bus bus;
    private final Database database;
    private final Directory agents;
    private final String defaultAgent;
    private final Consumer<Terms> accepted;

    /** @param accepted told after each commit whose task there is */
    public TaskAcceptance(Bus bus, Database database, Directory agents, String defaultAgent, Consumer<Terms> accepted) {
        this.bus = bus;
        this.database = database;
        this.agents = agents;
        this.defaultAgent = defaultAgent;
        this.accepted = accepted;
    }

    /**
     * Stores a task.
     *
     * @throws CogoException {@code session_not_found}, {@code session_archived}, {@code silenced}, {@code blocked}, what
     *     {@link Directory#termsFor} says, {@code invalid_request} for an encrypted session, or {@code rate_limited} when the
     *     session has {@value #MAX_OPEN_IN_SESSION} unfinished tasks
     */
    public Task start(StartTask request) {
        Access access = bus.<Access>request(
                        Address.SESSION_ACCESS, new CheckAccess(request.userId(), request.sessionId(), true))
                .await();
        if (access.encrypted()) {
            throw CogoException.invalid("agents can't take part in an encrypted session: what they are given and what"
                    + " they report is stored as it is");
        }
        Terms terms = agents.termsFor(request, request.agent() == null ? defaultAgent : request.agent());
        // Two requests at the same moment may pass the limit together; it bounds the queue, it does not count it.
        RowSet<Row> inserted = database.query(
                """
                INSERT INTO agent_tasks (id, session_id, user_id, task_type, params, agent, agent_id, pull, a2a,
                                         silence_seconds, reports_per_minute, deadline, status, span)
                SELECT $1::uuid, $2::uuid, $3::uuid, $4::text, $5::jsonb, $6::text, $7::uuid, $8::boolean, $12::boolean,
                       $9::float8, $10::integer, CASE WHEN $8 THEN now() + make_interval(secs => $9) END, 'queued', $13
                WHERE (SELECT count(*) FROM (SELECT 1 FROM agent_tasks
                                             WHERE session_id = $2::uuid
                                               AND status IN ('queued', 'working', 'input_required')
                                             LIMIT $11) AS unfinished) < $11
                RETURNING """ + " " + StoredTask.COLUMNS,
                Ids.next(),
                request.sessionId(),
                request.userId(),
                request.taskType(),
                Json.object(request.params()),
                terms.handle(),
                terms.agentId(),
                terms.pull(),
                terms.silenceSeconds(),
                terms.reportsPerMinute(),
                (long) MAX_OPEN_IN_SESSION,
                terms.a2a(),
                RequestTrace.currentSpan());
        if (inserted.size() == 0) {
            throw new CogoException(
                    ErrorCode.RATE_LIMITED, "the session has " + MAX_OPEN_IN_SESSION + " unfinished tasks already");
        }
        accepted.accept(terms);
        return StoredTask.of(inserted.iterator().next()).task();
    }
}
