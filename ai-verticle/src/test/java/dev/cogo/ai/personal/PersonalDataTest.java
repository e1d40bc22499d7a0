package dev.cogo.ai.personal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.ai.testing.AiFixture;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.assistant.AssistantCard;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.personal.ForgetUser;
import dev.cogo.schema.personal.PersonalDataPage;
import dev.cogo.schema.personal.ReadPersonalData;
import dev.cogo.schema.record.Done;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PersonalDataTest {
    private final AiFixture ai = new AiFixture();
    private Bus bus;

    @BeforeEach
    void start() {
        ai.startAi();
        bus = new Bus(ai.vertx);
    }

    @AfterEach
    void close() {
        ai.close();
    }

    private void spend(UUID user, int calls) {
        UUID[] ids = IntStream.range(0, calls).mapToObj(i -> Ids.next()).toArray(UUID[]::new);
        ai.database.query("""
                INSERT INTO ai_response_logs (id, user_id, kind, provider, model, language, total_tokens, latency_ms, cached)
                SELECT id, $2, 'answer', 'p', 'm', 'ko', n, 5, false
                FROM unnest($1::uuid[]) WITH ORDINALITY AS i (id, n)""", ids, user);
    }

    private PersonalDataPage read(UUID user, @Nullable String cursor) {
        return bus.<PersonalDataPage>request(Address.PERSONAL_AI, new ReadPersonalData(user, cursor))
                .await();
    }

    private List<Map<String, Object>> readAll(UUID user) {
        List<Map<String, Object>> items = new ArrayList<>();
        PersonalDataPage page = read(user, null);
        items.addAll(page.items());
        while (page.next() != null) {
            page = read(user, page.next());
            items.addAll(page.items());
        }
        return items;
    }

    @Test
    void theLedgerComesInPages() {
        spend(ai.user, 401);
        spend(ai.other, 3);
        assertThat(read(ai.user, null).items()).hasSizeLessThan(401);
        assertThat(readAll(ai.user))
                .extracting(item -> ((Number) item.get("totalTokens")).intValue())
                .isEqualTo(IntStream.rangeClosed(1, 401).boxed().toList());
        assertThat(readAll(ai.other).getFirst())
                .containsEntry("model", "m")
                .containsEntry("language", "ko")
                .containsKeys("id", "createdAt")
                .doesNotContainKeys("error", "sessionId");
    }

    @Test
    void callsOfToolsAreTheirsWhoAskedAndGoWithThem() {
        UUID session = ai.chat.session(true, null, ai.user);
        for (int seq = 1; seq <= 11; seq++) {
            call(session, ai.user, seq);
        }
        call(session, ai.other, 12);
        List<Map<String, Object>> items = new ArrayList<>();
        PersonalDataPage page = tools(ai.user, null);
        assertThat(page.items()).hasSize(20);
        items.addAll(page.items());
        items.addAll(tools(ai.user, page.next()).items());
        assertThat(items)
                .hasSize(22)
                .allSatisfy(item -> assertThat(item)
                        .containsEntry("arguments", Map.of("place", "Jumunjin"))
                        .containsEntry("state", "denied")
                        .containsEntry("sessionId", session.toString()));
        bus.<Done>request(Address.FORGET_AI, new ForgetUser(ai.user)).await();
        assertThat(tools(ai.user, null).items()).isEmpty();
        assertThat(tools(ai.other, null).items()).hasSize(2);
        assertThat(ai.rows("SELECT 1 FROM ai_tool_calls")).hasSize(2);
    }

    private void call(UUID session, UUID user, int seq) {
        ai.database.query("""
                WITH run AS (
                    INSERT INTO ai_runs (id, session_id, user_id, question_id, question_seq, variant, language, status,
                                         assistant_id)
                    VALUES ($1, $2, $3, $1, $4, 1, 'en', 'done', $5) RETURNING id)
                INSERT INTO ai_tool_calls (id, run_id, step, place, model_id, model_tool, server, tool, arguments, state)
                SELECT gen_random_uuid(), run.id, 0, place, 'm', 'weather__forecast', 'weather', 'forecast',
                       '{"place": "Jumunjin"}', 'denied'
                FROM run, generate_series(0, 1) AS place""", Ids.next(), session, user, (long) seq, AssistantCard.BUILT_IN);
    }

    private PersonalDataPage tools(UUID user, @Nullable String cursor) {
        return bus.<PersonalDataPage>request(Address.PERSONAL_TOOLS, new ReadPersonalData(user, cursor))
                .await();
    }

    @Test
    void aCursorOfAnotherListIsRefused() {
        assertThat(AiFixture.codeOf(bus.request(Address.PERSONAL_AI, new ReadPersonalData(ai.user, "elsewhere"))))
                .isEqualTo(ErrorCode.INVALID_CURSOR);
    }

    @Test
    void whatWasSpentRemainsAndByWhomDoesNot() {
        spend(ai.user, 2500);
        spend(ai.other, 3);
        UUID session = ai.chat.session(true, null, ai.user);
        ai.database.query("""
                INSERT INTO ai_runs (id, session_id, user_id, question_id, question_seq, variant, language, status, assistant_id)
                VALUES ($1, $3, $4, $1, 1, 1, 'en', 'done', $6), ($2, $3, $5, $2, 2, 1, 'en', 'done', $6)""", Ids.next(), Ids.next(), session, ai.user, ai.other, AssistantCard.BUILT_IN);
        for (int again = 0; again < 2; again++) {
            Done done = bus.<Done>request(Address.FORGET_AI, new ForgetUser(ai.user))
                    .await();
            assertThat(done).isEqualTo(Done.DONE);
            assertThat(readAll(ai.user)).isEmpty();
            assertThat(readAll(ai.other)).hasSize(3);
            assertThat(ai.rows("SELECT 1 FROM ai_response_logs")).hasSize(2503);
            assertThat(ai.rows("SELECT user_id FROM ai_runs"))
                    .extracting(row -> row.getUUID("user_id"))
                    .containsExactly(ai.other);
        }
    }
}
