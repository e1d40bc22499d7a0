package dev.cogo.ai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.cogo.ai.budget.Limit;
import dev.cogo.ai.budget.Prices;
import dev.cogo.ai.budget.SpendingConfig;
import dev.cogo.ai.gemini.GeminiReply;
import dev.cogo.ai.gemini.GeminiStub;
import dev.cogo.ai.testing.AiFixture;
import dev.cogo.ai.tool.McpStub;
import dev.cogo.ai.tool.Policy;
import dev.cogo.ai.tool.ToolServer;
import dev.cogo.ai.tool.ToolsConfig;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.network.AddressRanges;
import dev.cogo.runtime.testing.Eventually;
import dev.cogo.schema.ai.AiBudget;
import dev.cogo.schema.ai.AiCost;
import dev.cogo.schema.ai.AiCosts;
import dev.cogo.schema.ai.AiUsage;
import dev.cogo.schema.ai.AiUsageDay;
import dev.cogo.schema.ai.Answer;
import dev.cogo.schema.ai.DecideApproval;
import dev.cogo.schema.ai.Decision;
import dev.cogo.schema.ai.ListApprovals;
import dev.cogo.schema.ai.ReadAiCosts;
import dev.cogo.schema.ai.ReadAiUsage;
import dev.cogo.schema.ai.RequestAnswer;
import dev.cogo.schema.ai.RequestGreeting;
import dev.cogo.schema.ai.ToolApproval;
import dev.cogo.schema.ai.ToolApprovals;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessageType;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.personal.ForgetUser;
import dev.cogo.schema.record.BusRecord;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What calls cost, in the ledger, in the budgets and as users and operators see it. */
class SpendingTest {
    // 37 * 1 + 5 * 0.1 + 7 * 10 + 3 * 10, rounded up.
    private static final long COST = 138;
    private static final String PRICE = GeminiStub.MODEL + "=1/0.1/10";

    private static AiFixture ai;

    @BeforeAll
    static void start() {
        ai = new AiFixture();
        McpStub shop = McpStub.start(ai.vertx, false);
        AiConfig usual = ai.config(GeminiStub.KEY, 16);
        ai.startAi(new AiConfig(
                usual.router(),
                // Room for one call at a time: 1,024 tokens at 10, and what is read.
                new SpendingConfig(Prices.of(List.of(PRICE)), List.of(Limit.parse("user/day=0.0125"))),
                usual.maxConcurrent(),
                usual.contextMessages(),
                usual.contextTokens(),
                usual.templates(),
                usual.runs(),
                new ToolsConfig(
                        Map.of(),
                        List.of(new ToolServer("shop", shop.url(), null, Map.of(), Policy.ASK)),
                        AddressRanges.parse(List.of("loopback")),
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(30)),
                usual.cacheLife(),
                usual.cacheSweep(),
                usual.drain(),
                null,
                false));
    }

    @AfterAll
    static void stop() {
        ai.close();
    }

    private static <T extends BusRecord> T request(Address address, BusRecord request) {
        return new Bus(ai.vertx).<T>request(address, request).await();
    }

    private static List<AiBudget> budgets(UUID user) {
        return SpendingTest.<AiUsage>request(Address.AI_USAGE, new ReadAiUsage(user, 1))
                .budgets();
    }

    @Test
    void isBookedReadAndForgotten() {
        UUID session = ai.chat.session(true, "en", ai.user);
        ai.gemini.next(GeminiReply.text("an answer"));
        ai.ask(session, "a question", null).await();
        Row row = ai.rows("SELECT * FROM ai_response_logs WHERE session_id = $1", session)
                .getFirst();
        assertThat(row.getLong("cost_micros")).isEqualTo(COST);
        assertThat(row.getString("price")).isEqualTo(GeminiStub.MODEL + "@1970-01-01");
        assertThat(row.getString("asked_model")).isEqualTo(GeminiStub.MODEL);
        assertThat(row.getString("finish_reason")).isEqualTo("STOP");
        assertThat(row.getInteger("cached_tokens")).isEqualTo(5);
        assertThat(row.getInteger("thought_tokens")).isEqualTo(3);
        assertThat(row.getInteger("first_piece_ms")).isNotNegative();

        assertThat(budgets(ai.user)).hasSize(1).first().satisfies(budget -> {
            assertThat(budget.spentMicros()).isEqualTo(COST);
            assertThat(budget.reservedMicros()).isZero();
            assertThat(budget.limitMicros()).isEqualTo(12_500);
        });
        AiUsage usage = request(Address.AI_USAGE, new ReadAiUsage(ai.user, 1));
        assertThat(usage.items())
                .extracting(AiUsageDay::model, AiUsageDay::calls, AiUsageDay::costMicros)
                .containsExactly(tuple(GeminiStub.MODEL, 1L, COST));
        for (String by : List.of("user", "session", "day", "model")) {
            AiCosts costs = request(Address.AI_COSTS, new ReadAiCosts(ai.user, by, 7, 10));
            assertThat(costs.items()).extracting(AiCost::costMicros).contains(COST);
        }
        request(Address.FORGET_AI, new ForgetUser(ai.user));
        assertThat(budgets(ai.user).getFirst().spentMicros()).isZero();
        AiCosts costs = request(Address.AI_COSTS, new ReadAiCosts(ai.user, "user", 7, 10));
        assertThat(costs.items()).extracting(AiCost::key).containsNull();
    }

    @Test
    void nothingIsAskedWithoutABudget() {
        ai.database.query("""
                INSERT INTO ai_spend (scope, owner, period, starts_on, spent)
                VALUES ('user', $1, 'day', (now() AT TIME ZONE 'UTC')::date, 12000)
                """, ai.other);
        UUID session = ai.chat.session(true, "en", ai.user, ai.other);
        int calls = ai.gemini.calls().size();
        ErrorCode code = AiFixture.codeOf(new Bus(ai.vertx)
                .request(Address.AI_GREETING, new RequestGreeting(ai.other, session, "sv-" + shortId(), null)));
        assertThat(code).isEqualTo(ErrorCode.AI_BUDGET_SPENT);
        assertThat(ai.gemini.calls()).hasSize(calls);
        assertThat(ai.rows("SELECT error FROM ai_response_logs WHERE user_id = $1", ai.other))
                .extracting(row -> row.getString("error"))
                .singleElement()
                .asString()
                .startsWith("ai_budget_spent");
        assertThat(ai.rows("SELECT * FROM ai_reservations")).isEmpty();
    }

    @Test
    void aRunThatGoesOnNeedsABudgetToo() {
        ai.database.query("""
                INSERT INTO ai_spend (scope, owner, period, starts_on, spent)
                VALUES ('user', $1, 'day', (now() AT TIME ZONE 'UTC')::date, 12000)
                """, ai.user);
        UUID session = ai.chat.session(true, "en", ai.user);
        UUID run = ai.abandonedRun(ai.chat.write(session, ai.user, MessageType.TEXT, "why?"), 1, "en");
        Eventually.until(
                "the end",
                () -> ai.rows("SELECT 1 FROM ai_runs WHERE id = $1 AND error_code = 'ai_budget_spent'", run)
                                .size()
                        == 1);
        assertThat(ai.chat.messages(session).getLast().messageType()).isEqualTo(MessageType.SYSTEM);
        ai.database.query("DELETE FROM ai_spend WHERE owner = $1", ai.user);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Let me look."})
    void aBudgetThatIsSpentBetweenTheStepsOfARunEndsIt(String written) {
        UUID asker = Ids.next();
        UUID session = ai.chat.session(true, "en", asker);
        ai.gemini.next(GeminiReply.call("shop__look", new JsonObject().put("what", "tea"), written));
        Future<Answer> answer = new Bus(ai.vertx)
                .request(
                        Address.AI_ANSWER,
                        new RequestAnswer(asker, session, new NewMessage("Is there tea?"), null, null, null));
        Eventually.until("the call waits", () -> !approvals(asker).isEmpty());
        // They asked for more elsewhere.
        ai.database.query("UPDATE ai_spend SET spent = 12400 WHERE owner = $1", asker);
        int calls = ai.gemini.calls().size();
        UUID call = approvals(asker).getFirst().callId();
        request(Address.AI_APPROVE, new DecideApproval(asker, call, Decision.APPROVE_AND_SHARE));
        if (written.isEmpty()) {
            assertThat(AiFixture.codeOf(answer)).isEqualTo(ErrorCode.AI_BUDGET_SPENT);
            assertThat(ai.chat.messages(session).getLast().metadata()).containsEntry("code", "ai_budget_spent");
        } else {
            Message part = answer.await().message();
            assertThat(part.content()).isEqualTo(written);
            assertThat(part.metadata()).containsEntry("truncated", true);
        }
        assertThat(ai.gemini.calls()).hasSize(calls);
        assertThat(ai.rows("SELECT error FROM ai_response_logs WHERE session_id = $1 ORDER BY id", session))
                .extracting(row -> String.valueOf(row.getString("error")))
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo("null"),
                        second -> assertThat(second).startsWith("ai_budget_spent"));
        assertThat(ai.rows("SELECT * FROM ai_reservations")).isEmpty();
        ai.database.query("DELETE FROM ai_response_logs WHERE session_id = $1", session);
    }

    private static List<ToolApproval> approvals(UUID user) {
        return SpendingTest.<ToolApprovals>request(Address.AI_APPROVALS, new ListApprovals(user))
                .items();
    }

    // A language that no greeting is cached for.
    private static String shortId() {
        return Ids.next().toString().substring(28);
    }
}
