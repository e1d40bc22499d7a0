package dev.cogo.agentbridge.personal;

import dev.cogo.agentbridge.tasks.StoredTask;
import dev.cogo.runtime.database.Database;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.json.Json;
import dev.cogo.schema.personal.ForgetUser;
import dev.cogo.schema.personal.PersonalDataPage;
import dev.cogo.schema.personal.ReadPersonalData;
import dev.cogo.schema.record.Done;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The tasks of a user. What an agent reported is the session's, as the message that told of it is. */
public final class PersonalData {
    private static final int PAGE = 50;
    private static final int BATCH = 200;

    // By agent_tasks_user, in its order.
    private static final String READ = """
            SELECT %s FROM agent_tasks WHERE user_id = $1 AND id > $2 ORDER BY id LIMIT $3""".formatted(StoredTask.COLUMNS);

    // One that is not over ends, since there is nothing left to work on; that is told like any other end. Whoever looks
    // after it finds the lease gone, and its agent is told that the task is finished.
    private static final String FORGET = """
            UPDATE agent_tasks
            SET params = '{}', question = NULL,
                next_attempt_at = CASE WHEN status IN ('queued', 'working', 'input_required') THEN now() ELSE next_attempt_at END,
                lease_owner = CASE WHEN status IN ('queued', 'working', 'input_required') THEN NULL ELSE lease_owner END,
                lease_until = CASE WHEN status IN ('queued', 'working', 'input_required') THEN NULL ELSE lease_until END,
                error_code = CASE WHEN status IN ('queued', 'working', 'input_required') THEN 'account_deleted' ELSE error_code END,
                error_message = CASE WHEN status IN ('queued', 'working', 'input_required') THEN 'the account was deleted'
                                     ELSE error_message END,
                status = CASE WHEN status IN ('queued', 'working', 'input_required') THEN 'failed' ELSE status END,
                updated_at = now()
            WHERE id IN (SELECT id FROM agent_tasks
                         WHERE user_id = $1 AND (params <> '{}' OR status IN ('queued', 'working', 'input_required')) LIMIT $2)""";

    // The message that it was is erased as the user's messages are.
    private static final String FORGET_ANSWERS = """
            UPDATE agent_task_inputs SET answer = '', answered_by = NULL
            WHERE (task_id, input_id) IN (SELECT task_id, input_id FROM agent_task_inputs WHERE answered_by = $1 LIMIT $2)""";

    private final Database database;
    private final Runnable ended;

    /** @param ended told when there may be ends to tell */
    public PersonalData(Database database, Runnable ended) {
        this.database = database;
        this.ended = ended;
    }

    /**
     * A page of the user's tasks, with what they gave to the agents.
     *
     * @throws CogoException {@code invalid_cursor}
     */
    public PersonalDataPage read(ReadPersonalData request) {
        List<Map<String, Object>> items = new ArrayList<>();
        String last = null;
        for (Row row : database.query(READ, request.userId(), request.afterId(), (long) PAGE)) {
            StoredTask task = StoredTask.of(row);
            Map<String, Object> item = Json.object(task.task()).getMap();
            item.put("params", task.params());
            items.add(item);
            last = task.id().toString();
        }
        return new PersonalDataPage(items, items.size() < PAGE ? null : last);
    }

    /** Takes out what the user gave; ends what was not over. */
    public Done forget(ForgetUser request) {
        while (database.query(FORGET, request.userId(), (long) BATCH).rowCount() == BATCH) {
            // there are more
        }
        while (database.query(FORGET_ANSWERS, request.userId(), (long) BATCH).rowCount() == BATCH) {
            // there are more
        }
        database.query("DELETE FROM a2a_push_configs WHERE user_id = $1", request.userId());
        database.query("DELETE FROM a2a_contexts WHERE user_id = $1", request.userId());
        database.query("DELETE FROM webhook_endpoints WHERE user_id = $1", request.userId());
        ended.run();
        return Done.DONE;
    }
}
