package dev.cogo.ai.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Limits on a real database, with three nodes' pools on it. */
class BudgetsTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-30T12:00:00Z"), ZoneOffset.UTC);
    private static final List<Limit> LIMITS = List.of(
            Limit.parse("user/day=0.001"),
            Limit.parse("session/month=0.003"),
            Limit.parse("total/day=0.01"),
            Limit.parse("assistant/day=0.001"));
    private static final Duration LIFE = Duration.ofMinutes(6);

    private static final List<Vertx> NODES = new ArrayList<>();
    private static final List<Database> DATABASES = new ArrayList<>();

    private final UUID user = Ids.next();
    private final UUID session = Ids.next();
    private Budgets budgets;

    @BeforeAll
    static void start() {
        DatabaseConfig config = TestDatabase.migrated();
        for (int i = 0; i < 3; i++) {
            Vertx vertx = Vertx.vertx();
            NODES.add(vertx);
            DATABASES.add(Database.open(vertx, config));
        }
    }

    @AfterAll
    static void stop() {
        DATABASES.forEach(Database::close);
        NODES.forEach(vertx -> vertx.close().await());
    }

    @BeforeEach
    void empty() {
        DATABASES.getFirst().query("TRUNCATE ai_spend, ai_reservations");
        budgets = budgets(0, LIFE);
    }

    private static Budgets budgets(int node, Duration life) {
        return new Budgets(DATABASES.get(node), LIMITS, life, NOON);
    }

    private static CogoException refusal(Budgets budgets, UUID user, @Nullable UUID session, long micros) {
        return catchThrowableOfType(CogoException.class, () -> budgets.reserve(payers(user, session), micros));
    }

    private static Payers payers(UUID user, @Nullable UUID session) {
        return new Payers(user, session, null, List.of());
    }

    private static List<String> spend() {
        List<String> rows = new ArrayList<>();
        for (Row row : DATABASES.getFirst().query("""
                SELECT scope || '/' || period || ' ' || starts_on || ' ' || spent || ' ' || reserved AS line
                FROM ai_spend ORDER BY scope""")) {
            rows.add(row.getString("line"));
        }
        return rows;
    }

    @Test
    void keepsTheMostAndSettlesWhatItWas() {
        Reservation call = budgets.reserve(payers(user, session), 900);
        assertThat(spend())
                .containsExactly(
                        "session/month 2026-11-01 0 900", "total/day 2026-11-30 0 900", "user/day 2026-11-30 0 900");
        budgets.settle(call, 150);
        assertThat(spend())
                .containsExactly(
                        "session/month 2026-11-01 150 0", "total/day 2026-11-30 150 0", "user/day 2026-11-30 150 0");
        // Twice is once.
        budgets.settle(call, 0);
        assertThat(budgets.states(Limit.Scope.USER, user))
                .containsExactly(
                        new Budgets.State(user, LIMITS.getFirst(), 150, 0, Instant.parse("2026-12-01T00:00:00Z")));
    }

    @Test
    void saysWhenTheBudgetBeginsAnew() {
        budgets.settle(budgets.reserve(payers(user, session), 900), 900);
        CogoException refused = refusal(budgets, user, session, 101);
        assertThat(refused.code()).isEqualTo(ErrorCode.AI_BUDGET_SPENT);
        assertThat(refused.retryAfter()).contains(Duration.ofHours(12));
        assertThat(refused).hasMessageContaining("your budget").hasMessageContaining("2026-12-01T00:00:00Z");
        // What fits is kept, and what was refused has left nothing.
        budgets.reserve(payers(user, session), 100);
        assertThat(spend()).contains("user/day 2026-11-30 900 100");
    }

    @Test
    void looksAtTheSessionAndAtAllTogether() {
        for (int i = 0; i < 3; i++) {
            budgets.reserve(payers(Ids.next(), session), 1000);
        }
        assertThat(refusal(budgets, Ids.next(), session, 1)).hasMessageContaining("this session's budget");
        for (int i = 0; i < 7; i++) {
            budgets.reserve(payers(Ids.next(), null), 1000);
        }
        assertThat(refusal(budgets, Ids.next(), null, 1)).hasMessageContaining("the server's budget");
    }

    @Test
    void fiftyAtOnceOnThreeNodesDoNotOverrunIt() throws Exception {
        // Sessions differ, so that the order of locks matters.
        fiftyAtOnce("user", i -> payers(user, i % 2 == 0 ? session : null));
    }

    @Test
    void norThatOfAnAssistantWhichTakesTheSettingsPlace() throws Exception {
        UUID assistant = Ids.next();
        List<Limit> own = List.of(new Limit(Limit.Scope.ASSISTANT, Period.DAY, 1000));
        fiftyAtOnce(
                "assistant",
                i -> new Payers(i % 2 == 0 ? user : Ids.next(), i % 2 == 0 ? session : null, assistant, own));
        assertThat(budgets.states(Limit.Scope.ASSISTANT, Map.of(assistant, own)))
                .extracting(Budgets.State::spent)
                .containsExactly(550L);
        UUID other = Ids.next();
        budgets.reserve(new Payers(Ids.next(), null, other, List.of()), 300);
        Payers another = new Payers(Ids.next(), null, other, List.of());
        assertThat(catchThrowableOfType(CogoException.class, () -> budgets.reserve(another, 800)))
                .hasMessageContaining("this assistant's budget");
    }

    private void fiftyAtOnce(String scope, IntFunction<Payers> payers) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<Reservation>>> asks = IntStream.range(0, 50)
                    .mapToObj(i -> threads.submit(() -> {
                        try {
                            return Optional.of(budgets(i % 3, LIFE).reserve(payers.apply(i), 90));
                        } catch (CogoException spent) {
                            assertThat(spent.code()).isEqualTo(ErrorCode.AI_BUDGET_SPENT);
                            return Optional.<Reservation>empty();
                        }
                    }))
                    .toList();
            List<Reservation> kept = new ArrayList<>();
            for (Future<Optional<Reservation>> ask : asks) {
                ask.get().ifPresent(kept::add);
            }
            // 11 * 90 of 1,000.
            assertThat(kept).hasSize(11);
            assertThat(spend()).contains(scope + "/day 2026-11-30 0 990", "total/day 2026-11-30 0 990");
            List<Future<?>> settled = new ArrayList<>();
            for (Reservation call : kept) {
                settled.add(
                        threads.submit(() -> budgets(settled.size() % 3, LIFE).settle(call, 50)));
            }
            for (Future<?> each : settled) {
                each.get();
            }
            assertThat(spend()).contains(scope + "/day 2026-11-30 550 0", "total/day 2026-11-30 550 0");
        }
    }

    @Test
    void whatADeadNodeHasKeptIsGivenBack() {
        Reservation dead = budgets(1, Duration.ZERO).reserve(payers(user, session), 600);
        budgets(1, Duration.ZERO).reserve(payers(user, null), 300);
        Reservation alive = budgets.reserve(payers(user, session), 100);
        assertThat(refusal(budgets, user, session, 100)).isNotNull();
        assertThat(budgets.sweep()).isEqualTo(2);
        assertThat(spend()).contains("user/day 2026-11-30 0 100", "session/month 2026-11-01 0 100");
        // It was not dead, but slow: its cost counts, and nothing is given back twice.
        budgets(1, LIFE).settle(dead, 70);
        budgets.settle(alive, 40);
        assertThat(spend()).contains("user/day 2026-11-30 110 0", "session/month 2026-11-01 110 0");
        assertThat(budgets.sweep()).isZero();
    }

    @Test
    void forgetsAccountsOfLongAgo() {
        DATABASES.getFirst().query("""
                INSERT INTO ai_spend (scope, owner, period, starts_on)
                VALUES ('user', $1, 'day', now()::date - 63), ('user', $1, 'day', now()::date - 61),
                    ('user', $1, 'month', now()::date - 63), ('user', $1, 'month', now()::date - 431)
                """, user);
        budgets.sweep();
        assertThat(spend()).hasSize(2);
    }
}
