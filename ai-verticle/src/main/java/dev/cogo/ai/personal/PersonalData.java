package dev.cogo.ai.personal;

import dev.cogo.runtime.database.Database;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.personal.ForgetUser;
import dev.cogo.schema.personal.PersonalDataPage;
import dev.cogo.schema.personal.ReadPersonalData;
import dev.cogo.schema.record.Done;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A user in the ledger and in the runs. Questions and answers are messages, and the chat's matter. */
public final class PersonalData {
    private static final int PAGE = 200;
    private static final int BATCH = 1000;
    /** Of runs with their calls, each of which may have many arguments. */
    private static final int RUNS = 10;

    // By ai_response_logs_user, in its order.
    private static final String READ = """
            SELECT id, jsonb_strip_nulls(jsonb_build_object(
                       'id', id, 'kind', kind, 'sessionId', session_id, 'provider', provider, 'askedModel', asked_model, 'model', model,
                       'language', language, 'promptTokens', prompt_tokens, 'outputTokens', output_tokens,
                       'totalTokens', total_tokens, 'cachedTokens', cached_tokens,
                       'thoughtTokens', thought_tokens, 'toolTokens', tool_tokens, 'costMicros', cost_micros, 'latencyMs', latency_ms,
                       'cached', cached, 'error', error,
                       'createdAt', created_at)) AS item
            FROM ai_response_logs WHERE user_id = $1 AND id > $2 ORDER BY id LIMIT $3""";

    // By ai_runs_user, in its order.
    private static final String READ_TOOLS = """
            SELECT run.id, jsonb_strip_nulls(jsonb_build_object(
                       'id', call.id, 'runId', run.id, 'sessionId', run.session_id, 'server', server, 'tool', tool,
                       'arguments', arguments, 'state', state, 'shared', share, 'result', result,
                       'createdAt', call.created_at, 'decidedAt', decided_at)) AS item
            FROM (SELECT id, session_id FROM ai_runs
                  WHERE user_id = $1 AND id > $2 AND EXISTS (SELECT FROM ai_tool_calls WHERE run_id = ai_runs.id)
                  ORDER BY id LIMIT $3) AS run
            JOIN ai_tool_calls AS call ON call.run_id = run.id
            ORDER BY run.id, step, place""";

    // A bounded piece at a time: the same table is written to with each call of the AI.
    private static final String FORGET_LEDGER = """
            UPDATE ai_response_logs SET user_id = NULL
            WHERE id IN (SELECT id FROM ai_response_logs WHERE user_id = $1 LIMIT $2)""";

    // One that is under way finds no row to end, which is how it always was for a run that another worker took.
    private static final String FORGET_RUNS = """
            DELETE FROM ai_runs WHERE id IN (SELECT id FROM ai_runs WHERE user_id = $1 LIMIT $2)""";

    private static final String FORGET_SPEND = """
            DELETE FROM ai_spend WHERE (scope, owner, period, starts_on) IN (
                SELECT scope, owner, period, starts_on FROM ai_spend WHERE scope = 'user' AND owner = $1 LIMIT $2)""";

    private final Database database;

    public PersonalData(Database database) {
        this.database = database;
    }

    /**
     * A page of the user's rows in the ledger.
     *
     * @throws CogoException {@code invalid_cursor}
     */
    public PersonalDataPage read(ReadPersonalData request) {
        List<Map<String, Object>> items = new ArrayList<>();
        String last = null;
        for (Row row : database.query(READ, request.userId(), request.afterId(), (long) PAGE)) {
            items.add(row.getJsonObject("item").getMap());
            last = row.getUUID("id").toString();
        }
        return new PersonalDataPage(items, items.size() < PAGE ? null : last);
    }

    /**
     * A page of the calls of tools that were made, or asked for, to answer the user.
     *
     * @throws CogoException {@code invalid_cursor}
     */
    public PersonalDataPage tools(ReadPersonalData request) {
        List<Map<String, Object>> items = new ArrayList<>();
        Set<String> runs = new LinkedHashSet<>();
        for (Row row : database.query(READ_TOOLS, request.userId(), request.afterId(), (long) RUNS)) {
            items.add(row.getJsonObject("item").getMap());
            runs.add(row.getUUID("id").toString());
        }
        return new PersonalDataPage(
                items, runs.size() < RUNS ? null : List.copyOf(runs).getLast());
    }

    /** Takes the user out: the ledger keeps what was spent and not by whom. */
    public Done forget(ForgetUser request) {
        for (String sql : List.of(FORGET_RUNS, FORGET_LEDGER, FORGET_SPEND)) {
            while (database.query(sql, request.userId(), (long) BATCH).rowCount() == BATCH) {
                // there are more
            }
        }
        return Done.DONE;
    }
}
