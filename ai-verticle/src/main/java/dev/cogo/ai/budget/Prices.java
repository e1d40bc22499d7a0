package dev.cogo.ai.budget;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The price table. A line is {@code MODEL@DAY=INPUT/CACHED/OUTPUT}, then perhaps {@code /THOUGHT/TOOL}; without a day it
 * holds since ever. What is thought costs as output unless it is said, and what tools make it read as input. A model that is
 * not listed costs as the listed one that its name begins with, as {@code NAME-001} does as {@code NAME}.
 */
public final class Prices {
    /** As the providers published them; a setting overrides each. */
    private static final List<String> KNOWN = List.of(
            "gemini-2.5-flash-lite=0.10/0.01/0.40",
            "gemini-3.1-flash-lite=0.25/0.025/1.50",
            "gemini-3.5-flash-lite=0.30/0.03/2.50",
            "gemini-3.6-flash=0.75/0.75/3.75",
            "gemini-3.6-flash@2027-01-01=1.50/1.50/7.50",
            "gemini-3.7-flash=0.75/0.75/3.75",
            "gemini-3.7-flash@2027-01-01=1.50/1.50/7.50",
            "gemini-3.8-flash=0.75/0.75/3.75",
            "gemini-3.8-flash@2027-01-01=1.50/1.50/7.50");

    private static final BigDecimal HIGHEST = BigDecimal.valueOf(100_000);

    private final List<Price> prices;

    private Prices(List<Price> prices) {
        this.prices = prices;
    }

    /**
     * The known prices, and these before them.
     *
     * @throws IllegalArgumentException when a line has another form
     */
    public static Prices of(List<String> lines) {
        List<Price> given = lines.stream().map(Prices::parse).toList();
        Stream<Price> others = KNOWN.stream()
                .map(Prices::parse)
                .filter(known -> given.stream().noneMatch(price -> price.model().equals(known.model())));
        return new Prices(Stream.concat(given.stream(), others)
                // The longest name first, and of one name the newest price.
                .sorted(Comparator.comparingInt((Price price) -> price.model().length())
                        .thenComparing(Price::from)
                        .reversed())
                .toList());
    }

    /** The price of a model on a day. */
    public Optional<Price> of(String model, LocalDate day) {
        return prices.stream()
                .filter(price -> model.equals(price.model()) || model.startsWith(price.model() + "-"))
                .filter(price -> !day.isBefore(price.from()))
                .findFirst();
    }

    private static Price parse(String line) {
        String[] sides = line.split("=", 2);
        if (sides.length < 2) {
            throw malformed(line);
        }
        int at = sides[0].lastIndexOf('@');
        String model = at < 0 ? sides[0] : sides[0].substring(0, at);
        List<BigDecimal> amounts = amounts(line, sides[1]);
        if (model.isBlank() || amounts.size() < 3 || amounts.size() > 5) {
            throw malformed(line);
        }
        BigDecimal input = amounts.get(0);
        BigDecimal output = amounts.get(2);
        return new Price(
                model,
                at < 0 ? LocalDate.EPOCH : day(line, sides[0].substring(at + 1)),
                input,
                amounts.get(1),
                output,
                amounts.size() > 3 ? amounts.get(3) : output,
                amounts.size() > 4 ? amounts.get(4) : input);
    }

    private static List<BigDecimal> amounts(String line, String text) {
        List<BigDecimal> amounts = new ArrayList<>();
        for (String amount : text.split("/", -1)) {
            try {
                amounts.add(new BigDecimal(amount));
            } catch (NumberFormatException e) {
                throw malformed(line);
            }
            BigDecimal last = amounts.getLast();
            if (last.signum() < 0 || last.compareTo(HIGHEST) > 0 || last.scale() > 6) {
                throw malformed(line);
            }
        }
        return amounts;
    }

    private static LocalDate day(String line, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw malformed(line);
        }
    }

    private static IllegalArgumentException malformed(String line) {
        return new IllegalArgumentException(
                "AI_PRICES must be a list of MODEL=INPUT/CACHED/OUTPUT in dollars for a million tokens, not " + line);
    }
}
