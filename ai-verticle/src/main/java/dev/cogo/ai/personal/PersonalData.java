package dev.cogo.ai.personal;

import dev.cogo.runtime.database.Database;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.personal.ForgetUser;
import dev.cogo.schema.personal.PersonalDataPage;
import dev.cogo.schema.personal.ReadPersonalData;
import dev.cogo.schema.record.Done;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A user in the ledger and in the runs. Questions and answers are messages, and the chat's matter. */
public final class PersonalData {
    private static final int PAGE = 200;
    private static final int BATCH = 1000;

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
