package dev.cogo.ai.tool;

import dev.cogo.ai.provider.ToolCall;
import dev.cogo.ai.run.Run;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.lease.Lease;
import dev.cogo.schema.ai.ApprovalState;
import dev.cogo.schema.ai.ListApprovals;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tables {@code ai_steps} and {@code ai_tool_calls}. A worker writes there only while the run is its own. */
final class ToolCalls {
    // Whoever changes what a run waits for locks the run first, so that nobody parks it on what was true a moment ago.
    private static final String HELD = "SELECT FROM ai_runs WHERE id = $1 AND lease_owner = $2 FOR UPDATE";
    private static final String ONE_RUN = "SELECT " + StoredCall.COLUMNS
            + " FROM ai_tool_calls c JOIN ai_steps s USING (run_id, step)" + " WHERE run_id = $1 ORDER BY step, place";

    private final Database database;
    private final Duration approval;

    /** @param approval how long a person has to say something */
    ToolCalls(Database database, Duration approval) {
        this.database = database;
        this.approval = approval;
    }

    /** The text of each step of a run. */
    Map<Integer, String> steps(UUID runId) {
        Map<Integer, String> steps = new TreeMap<>();
        database.query("SELECT step, text FROM ai_steps WHERE run_id = $1", runId)
                .forEach(row -> steps.put(row.getInteger("step"), row.getString("text")));
        return steps;
    }

    /** The calls of a run that is under way, in their order. */
    List<StoredCall> of(UUID runId) {
        return database.query(ONE_RUN, runId).stream().map(StoredCall::of).toList();
    }

    /**
     * A call that a model wants.
     *
     * @param result why it is not made; null when it may be
     */
    record Wanted(
            ToolCall call,
            String server,
            String tool,
            ApprovalState state,
            @Nullable String result) {}

    /** Stores a step. */
    void add(Lease<Run> lease, int step, String text, List<Wanted> calls) {
        database.transaction(tx -> {
            lease.fence(tx.query(HELD, lease.id(), lease.token()));
            tx.query("INSERT INTO ai_steps (run_id, step, text) VALUES ($1, $2, $3)", lease.id(), step, text);
            for (int place = 0; place < calls.size(); place++) {
                Wanted wanted = calls.get(place);
                tx.query(
                        """
                        INSERT INTO ai_tool_calls (id, run_id, step, place, model_id, model_tool, signature, server, tool,
                            arguments, share, state, result, deadline)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
                            CASE WHEN $12 = 'waiting' THEN now() + make_interval(secs => $14) END)
                        """,
                        Ids.next(),
                        lease.id(),
                        step,
                        place,
                        wanted.call().id(),
                        wanted.call().name(),
                        wanted.call().signature(),
                        wanted.server(),
                        wanted.tool(),
                        new JsonObject(wanted.call().arguments()),
                        wanted.state() == ApprovalState.PROPOSED,
                        wanted.state().wireName(),
                        wanted.result(),
                        seconds());
            }
            return null;
        });
    }

    /** Notes that a call is being made. */
    void begin(Lease<Run> lease, StoredCall call) {
        change(lease, call, ApprovalState.RUNNING, null);
    }

    /** Notes what came of it. */
    void end(Lease<Run> lease, StoredCall call, ApprovalState state, String result) {
        change(lease, call, state, result);
    }

    private void change(Lease<Run> lease, StoredCall call, ApprovalState state, @Nullable String result) {
        database.transaction(tx -> {
            lease.fence(tx.query(HELD, lease.id(), lease.token()));
            tx.query("""
                    UPDATE ai_tool_calls SET state = $2, result = $3,
                        deadline = CASE WHEN $2 = 'found' THEN now() + make_interval(secs => $4) END
                    WHERE id = $1
                    """, call.id(), state.wireName(), result, seconds());
            return null;
        });
    }

    /** What nobody has said in time counts as no. */
    void expire(UUID runId) {
        database.query("""
                UPDATE ai_tool_calls SET state = CASE state WHEN 'waiting' THEN 'denied' ELSE 'kept' END, deadline = NULL,
                    decided_at = now(), result = CASE state WHEN 'waiting' THEN 'The person who asked did not allow this call in time.' ELSE result END
                WHERE run_id = $1 AND state IN ('waiting', 'found') AND deadline <= now()
                """, runId);
    }

    /** Gives a run back until a person has said something, or has had the time to; one that is to end meanwhile is taken up at once. */
    void park(Lease<Run> lease) {
        database.transaction(tx -> {
            lease.fence(tx.query(HELD, lease.id(), lease.token()));
            return tx.query("""
                    UPDATE ai_runs SET status = 'waiting', waits = waits + 1, lease_owner = NULL, lease_until = NULL,
                        updated_at = now(), next_attempt_at = CASE
                            WHEN cancel_requested_at IS NOT NULL
                              OR EXISTS (SELECT FROM ai_tool_calls WHERE run_id = $1 AND state IN ('proposed', 'approved'))
                            THEN now()
                            ELSE coalesce((SELECT min(deadline) FROM ai_tool_calls
                                           WHERE run_id = $1 AND state IN ('waiting', 'found')), now()) END
                    WHERE id = $1
                    """, lease.id());
        });
        lease.forget();
    }

    /** A run is over: what was found is forgotten, what was asked and allowed is not. */
    void close(UUID runId) {
        database.query("""
                WITH steps AS (DELETE FROM ai_steps WHERE run_id = $1 RETURNING run_id)
                UPDATE ai_tool_calls SET result = NULL, deadline = NULL,
                    state = CASE WHEN state IN ('shared', 'kept', 'denied') THEN state ELSE 'denied' END
                WHERE run_id = $1 AND EXISTS (SELECT FROM steps)
                """, runId);
    }

    /** A call with the session and the asker of its run, while that is under way. */
    record Asked(StoredCall call, UUID sessionId) {
        static Asked of(Row row) {
            return new Asked(StoredCall.of(row), row.getUUID("session_id"));
        }
    }

    /** What waits for a user's word, oldest first. */
    List<Asked> waiting(UUID userId) {
        return database
                .query(
                        "SELECT " + StoredCall.COLUMNS
                                + ", r.session_id FROM ai_runs r JOIN ai_tool_calls c ON c.run_id = r.id"
                                + " WHERE r.user_id = $1 AND r.status IN ('running', 'waiting')"
                                + " AND c.state IN ('waiting', 'found') AND c.deadline > now()"
                                + " ORDER BY c.created_at, c.id LIMIT $2",
                        userId,
                        (long) ListApprovals.MOST)
                .stream()
                .map(Asked::of)
                .toList();
    }

    /** What becomes of a call by a person's word: from which states, and to which. */
    record Change(List<ApprovalState> from, ApprovalState to, boolean share) {}

    /** One of a user's calls; empty when it is not theirs, or there is none. */
    Optional<Asked> find(UUID userId, UUID callId) {
        return database
                .query(
                        "SELECT " + StoredCall.COLUMNS
                                + ", r.session_id FROM ai_tool_calls c JOIN ai_runs r ON r.id = c.run_id"
                                + " WHERE c.id = $1 AND r.user_id = $2",
                        callId,
                        userId)
                .stream()
                .findFirst()
                .map(Asked::of);
    }

    /** Writes a person's word and wakes the run; whether the call was in such a state. */
    boolean decide(StoredCall call, Change change) {
        return database.transaction(tx -> {
            boolean open = tx.query(
                                    "SELECT FROM ai_runs WHERE id = $1 AND status IN ('running', 'waiting') FOR UPDATE",
                                    call.runId())
                            .rowCount()
                    > 0;
            boolean changed = open
                    && tx.query(
                                            """
                                            UPDATE ai_tool_calls SET state = $3, share = $4, deadline = NULL, decided_at = now()
                                            WHERE id = $1 AND state = ANY ($2) AND deadline > now()
                                            """,
                                            call.id(),
                                            change.from().stream()
                                                    .map(ApprovalState::wireName)
                                                    .toArray(String[]::new),
                                            change.to().wireName(),
                                            change.share())
                                    .rowCount()
                            > 0;
            if (changed) {
                tx.query(
                        "UPDATE ai_runs SET status = 'running', next_attempt_at = now() WHERE id = $1 AND status = 'waiting'",
                        call.runId());
            }
            return changed;
        });
    }

    private double seconds() {
        return approval.toMillis() / 1000.0;
    }
}
