package dev.cogo.ai.cache;

import dev.cogo.ai.provider.Completion;
import dev.cogo.ai.provider.Origin;
import dev.cogo.runtime.database.Database;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;

/** The table {@code ai_response_cache}. It is UNLOGGED: a crash of PostgreSQL empties it, which costs some calls. */
public final class AnswerCache {
    private static final int SWEEP_BATCH = 500;

    private final Database database;
    private final Duration life;

    /** @param life how long an entry may be used */
    public AnswerCache(Database database, Duration life) {
        this.database = database;
        this.life = life;
    }

    /** The answer that was stored for the key, if its time is not over. */
    public Optional<Completion> find(CacheKey key) {
        Iterator<Row> rows = database.query("""
                        SELECT language, provider, model, response_content FROM ai_response_cache
                        WHERE prompt_hash = $1 AND expires_at > now()
                        """, key.hash()).iterator();
        if (!rows.hasNext()) {
            return Optional.empty();
        }
        Row row = rows.next();
        return Optional.of(new Completion(
                row.getString("response_content"),
                row.getString("language"),
                Origin.of(row.getString("provider"), row.getString("model")),
                null,
                false,
                true));
    }

    /** Stores an answer; of two that were written at once the later stays. */
    public void store(CacheKey key, Completion answer) {
        database.query(
                """
                INSERT INTO ai_response_cache (prompt_hash, language, model, provider, response_content, created_at, expires_at)
                VALUES ($1, $2, $3, $4, $5, now(), now() + $6 * interval '1 millisecond')
                ON CONFLICT (prompt_hash) DO UPDATE SET
                    language = excluded.language,
                    model = excluded.model,
                    provider = excluded.provider,
                    response_content = excluded.response_content,
                    created_at = excluded.created_at,
                    expires_at = excluded.expires_at
                """,
                key.hash(),
                answer.language(),
                answer.model(),
                answer.origin().provider(),
                answer.text(),
                life.toMillis());
    }

    /**
     * Removes expired entries, in batches that hold few locks. Nodes do this at the same time and skip each other's rows.
     *
     * @return how many
     */
    public int sweep() {
        int removed = 0;
        int batch;
        do {
            batch = database.query("""
                            DELETE FROM ai_response_cache WHERE prompt_hash IN (
                                SELECT prompt_hash FROM ai_response_cache
                                WHERE expires_at <= now() ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED)
                            """, SWEEP_BATCH).rowCount();
            removed += batch;
        } while (batch == SWEEP_BATCH);
        return removed;
    }
}
