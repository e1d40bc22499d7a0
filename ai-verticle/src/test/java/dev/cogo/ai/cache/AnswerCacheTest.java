package dev.cogo.ai.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.ai.provider.Completion;
import dev.cogo.ai.provider.Origin;
import dev.cogo.ai.provider.Prompt;
import dev.cogo.ai.provider.Purpose;
import dev.cogo.ai.provider.Turn;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.ai.Usage;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class AnswerCacheTest {
    private static final CacheKey KEY = CacheKey.of(prompt("en", "system", "a"), "m");
    private static final Origin ORIGIN = Origin.of("gemini", "m");
    private static final Completion ANSWER = new Completion("text", "en", ORIGIN, new Usage(1, 2, 3), false, false);

    private Database database;
    private AnswerCache cache;

    @BeforeEach
    void open(Vertx vertx) {
        database = Database.open(vertx, TestDatabase.migrated());
        cache = new AnswerCache(database, Duration.ofHours(1));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Prompt prompt(String language, String system, String... users) {
        return new Prompt(
                Purpose.ANSWER,
                language,
                system,
                Stream.of(users).map(Turn::user).toList());
    }

    @Test
    void givesBackWhatWasStored() {
        assertThat(cache.find(KEY)).isEmpty();
        cache.store(KEY, ANSWER);
        assertThat(cache.find(KEY)).contains(new Completion("text", "en", ORIGIN, null, false, true));
        cache.store(KEY, new Completion("newer", "en", ORIGIN, null, false, false));
        assertThat(cache.find(KEY)).get().extracting(Completion::text).isEqualTo("newer");
    }

    @Test
    void anythingElseInThePromptIsAnotherKey() {
        List<CacheKey> keys = List.of(
                KEY,
                CacheKey.of(prompt("en", "system", "a"), "m2"),
                CacheKey.of(prompt("ko", "system", "a"), "m"),
                CacheKey.of(prompt("en", "other", "a"), "m"),
                CacheKey.of(prompt("en", "system", "a", "a"), "m"),
                CacheKey.of(prompt("en", "system", "aa"), "m"));
        assertThat(keys)
                .doesNotHaveDuplicates()
                .allSatisfy(key -> assertThat(key.hash()).matches("[0-9a-f]{64}"));
        assertThat(CacheKey.of(prompt("en", "system", "a"), "m")).isEqualTo(KEY);
    }

    @Test
    void forgetsAfterItsTimeAndCleansUp() {
        database.query("""
                INSERT INTO ai_response_cache (prompt_hash, language, model, provider, response_content, expires_at)
                SELECT md5(i::text), 'en', 'm', 'p', 'old', now() - interval '1 second' FROM generate_series(1, 1201) i
                """);
        cache.store(KEY, ANSWER);
        assertThat(cache.sweep()).isEqualTo(1201);
        assertThat(cache.find(KEY)).isPresent();
        database.query("UPDATE ai_response_cache SET expires_at = now()");
        assertThat(cache.find(KEY)).isEmpty();
    }

    @Test
    void livesAnHourByDefaultOfTheTableAndOfOurs() {
        cache.store(KEY, ANSWER);
        assertThat(database.query(
                        "SELECT extract(epoch FROM expires_at - created_at)::int AS s FROM ai_response_cache"))
                .extracting(row -> row.getInteger("s"))
                .containsExactly(3600);
    }
}
