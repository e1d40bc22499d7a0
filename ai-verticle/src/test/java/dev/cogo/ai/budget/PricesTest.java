package dev.cogo.ai.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cogo.ai.model.ModelConfig;
import dev.cogo.ai.model.Services;
import dev.cogo.ai.provider.Prompt;
import dev.cogo.ai.provider.Purpose;
import dev.cogo.ai.provider.Turn;
import dev.cogo.schema.ai.Usage;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PricesTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 30);
    private static final Prices PRICES = Prices.of(List.of(
            "m=0.30/0.03/2.50", "m@2027-01-01=0.60/0.06/5", "m-large=3/1/10/20/4", "gemini-3.5-flash-lite=1/1/1"));

    private static long micros(String model, LocalDate day, Usage usage) {
        return PRICES.of(model, day).orElseThrow().micros(usage);
    }

    @Test
    void countsEachKindOfTokenOnceAndRoundsUp() {
        // 90 * 0.30 + 10 * 0.03 + 20 * 2.50
        assertThat(micros("m", TODAY, new Usage(100, 20, 120, 10, 5, 0))).isEqualTo(78);
        // 90 * 3 + 10 * 1 + 15 * 10 + 5 * 20 + 7 * 4
        assertThat(micros("m-large", TODAY, new Usage(100, 20, 127, 10, 5, 7))).isEqualTo(558);
        assertThat(micros("m", TODAY, new Usage(0, 0, 0))).isZero();
        // Counts that can't be.
        assertThat(micros("m", TODAY, new Usage(1, 1, 2, 5, 5, 0))).isEqualTo(13);
    }

    @Test
    void takesThePriceOfTheDayAndOfTheNearestName() {
        assertThat(PRICES.of("m", LocalDate.of(2027, 1, 1)).orElseThrow().id()).isEqualTo("m@2027-01-01");
        assertThat(PRICES.of("m-001", TODAY).orElseThrow().id()).isEqualTo("m@1970-01-01");
        assertThat(PRICES.of("m-large-001", TODAY).orElseThrow().model()).isEqualTo("m-large");
        assertThat(PRICES.of("mm", TODAY)).isEmpty();
    }

    @Test
    void aSettingOverridesWhatIsKnown() {
        assertThat(PRICES.of("gemini-3.5-flash-lite", TODAY).orElseThrow().input())
                .isEqualByComparingTo("1");
        assertThat(Prices.of(List.of())
                        .of("gemini-3.5-flash-lite", TODAY)
                        .orElseThrow()
                        .output())
                .isEqualByComparingTo("2.50");
        for (ModelConfig model : Services.gemini("key", Services.GEMINI).models(Services.DEFAULT_MODELS)) {
            assertThat(Prices.of(List.of()).of(model.name(), TODAY)).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m",
                "m=",
                "m=1",
                "m=1/2",
                "m=1/2/3/4/5/6",
                "=1/2/3",
                "m=-1/2/3",
                "m=a/b/c",
                "m@today=1/2/3",
                "m=1/2/3000000",
                "m=0.0000001/1/1"
            })
    void namesAWrongPrice(String line) {
        assertThatThrownBy(() -> Prices.of(List.of(line)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("AI_PRICES");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"user", "user/day", "user/week=1", "nobody/day=1", "user/day=0", "user/day=-1", "user/day=x"})
    void namesAWrongBudget(String text) {
        assertThatThrownBy(() -> Limit.parse(text)).hasMessageContaining("AI_BUDGETS");
    }

    @Test
    void aBudgetNeedsThePriceOfEachModel() {
        Limit limit = Limit.parse("total/month=100");
        assertThat(limit).isEqualTo(new Limit(Limit.Scope.TOTAL, Period.MONTH, 100_000_000));
        List<ModelConfig> models = Services.gemini("key", Services.GEMINI).models(List.of("gemini:unknown"));
        new SpendingConfig(PRICES, List.of()).check(models, TODAY);
        assertThatThrownBy(() -> new SpendingConfig(PRICES, List.of(limit)).check(models, TODAY))
                .hasMessageContaining("AI_PRICES")
                .hasMessageContaining("unknown");
        assertThatThrownBy(() -> new SpendingConfig(PRICES, List.of(limit, limit)))
                .hasMessageContaining("AI_BUDGETS");
    }

    @Test
    void aCallNeverCostsMoreThanWasReservedForIt() {
        Costs costs = new Costs(
                PRICES,
                Services.gemini("key", Services.GEMINI).models(List.of("gemini:m", "gemini:m-large")),
                new dev.cogo.ai.model.Generation(100, null),
                Clock.fixed(Instant.parse("2026-11-30T12:00:00Z"), ZoneOffset.UTC));
        // 6 + 3 tokens at most, and the dearest of the two writes or thinks 100.
        assertThat(costs.atMost(new Prompt(Purpose.ANSWER, "en", "x".repeat(12), List.of(Turn.user("안녕")))))
                .isEqualTo(9 * 3 + 100 * 20);
    }
}
