package dev.cogo.ai.budget;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * How much may be spent.
 *
 * @param micros millionths of a dollar
 */
public record Limit(Scope scope, Period period, long micros) {
    /** Whose spending it is. The order is the one in which rows are locked. */
    public enum Scope {
        SESSION,
        USER,
        ASSISTANT,
        /** Everybody's together. */
        TOTAL;

        /** The name in settings, answers and the column {@code ai_spend.scope}. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final BigDecimal HIGHEST = BigDecimal.valueOf(1_000_000_000);

    /**
     * Reads {@code user/day=0.50}.
     *
     * @throws IllegalArgumentException when it has another form
     */
    public static Limit parse(String text) {
        String[] sides = text.split("=", 2);
        String[] names = sides[0].split("/", 2);
        try {
            BigDecimal dollars = new BigDecimal(sides.length < 2 ? "" : sides[1]);
            if (names.length == 2 && dollars.signum() > 0 && dollars.compareTo(HIGHEST) <= 0) {
                return new Limit(
                        Scope.valueOf(names[0].toUpperCase(Locale.ROOT)),
                        Period.valueOf(names[1].toUpperCase(Locale.ROOT)),
                        dollars.movePointRight(6).setScale(0, RoundingMode.DOWN).longValueExact());
            }
        } catch (IllegalArgumentException e) {
            // The same sentence.
        }
        throw new IllegalArgumentException(
                "AI_BUDGETS must be a list of session, user, assistant or total/day or month=dollars, such as user/day=0.50, not "
                        + text);
    }
}
