package dev.cogo.gateway.supabase.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.testing.TestDatabase;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LikePatternTest {
    private static final List<String> SIGNS =
            List.of("a", "b", "A", "%", "%", "_", "\\a", "\\%", "\\_", "\\\\", "É", "é", "😀");
    private static final List<String> CHARACTERS =
            List.of("a", "a", "b", "A", "B", "%", "_", "\\", "É", "é", "😀", "\n");

    @Test
    void matchesAsPostgresDoes() throws SQLException {
        // Seeded, so that a failure comes again.
        Random random = new Random(20261130);
        List<String> patterns = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            patterns.add(some(SIGNS, random, 7));
            texts.add(some(CHARACTERS, random, 12));
        }
        // Pieces of more than one machine word.
        for (int i = 0; i < 2_000; i++) {
            String text = some(CHARACTERS, random, 400);
            int from = text.offsetByCodePoints(0, random.nextInt(text.codePointCount(0, text.length()) + 1));
            int to = text.offsetByCodePoints(
                    from, Math.min(random.nextInt(200), text.codePointCount(from, text.length())));
            String part = text.substring(from, to)
                    .replace("\\", "\\\\")
                    .replace("%", "\\%")
                    .replace("_", "\\_")
                    .replace('b', '_');
            patterns.add("%" + (random.nextBoolean() ? part : part + "x") + "%");
            texts.add(text);
        }
        List<boolean[]> expected = inPostgres(texts, patterns);
        for (int i = 0; i < patterns.size(); i++) {
            for (boolean ignoreCase : new boolean[] {false, true}) {
                String pattern = patterns.get(i);
                String text = texts.get(i);
                assertThat(matches(text, pattern, ignoreCase))
                        .as("'%s' %s '%s'", text, ignoreCase ? "ILIKE" : "LIKE", pattern)
                        .isEqualTo(expected.get(i)[ignoreCase ? 1 : 0]);
            }
        }
    }

    /** With a search that goes back this would not end: 2^20 ways and more. */
    @Test
    void manyWildcardsCostNoMoreThanOne() throws UnservedFilter {
        String text = "a".repeat(32_000);
        assertThat(LikePattern.of("%a".repeat(127) + "%b", false).matches(text)).isFalse();
        assertThat(LikePattern.of("%" + "a".repeat(250) + "b%", false).matches(text))
                .isFalse();
        assertThat(LikePattern.of("%" + "a_".repeat(120) + "%", true).matches(text))
                .isTrue();
    }

    @Test
    void whatIsNoPatternIsRefused() {
        assertThatThrownBy(() -> LikePattern.of("a\\", false)).isInstanceOf(UnservedFilter.class);
        assertThatThrownBy(() -> LikePattern.of("a".repeat(257), false)).isInstanceOf(UnservedFilter.class);
    }

    private static boolean matches(String text, String pattern, boolean ignoreCase) {
        try {
            return LikePattern.of(pattern, ignoreCase).matches(text);
        } catch (UnservedFilter e) {
            throw new IllegalStateException(e);
        }
    }

    private static String some(List<String> parts, Random random, int most) {
        return IntStream.range(0, random.nextInt(most))
                .mapToObj(i -> parts.get(random.nextInt(parts.size())))
                .collect(Collectors.joining());
    }

    private static List<boolean[]> inPostgres(List<String> texts, List<String> patterns) throws SQLException {
        DatabaseConfig config = TestDatabase.empty();
        List<boolean[]> answers = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(
                        config.jdbcUrl(),
                        config.user().orElseThrow(),
                        config.password().orElse(null));
                PreparedStatement statement = connection.prepareStatement("""
                        SELECT text LIKE pattern, text ILIKE pattern
                        FROM unnest(?::text[], ?::text[]) WITH ORDINALITY AS cases (text, pattern, place)
                        ORDER BY place
                        """)) {
            Array textArray = connection.createArrayOf("text", texts.toArray());
            Array patternArray = connection.createArrayOf("text", patterns.toArray());
            statement.setArray(1, textArray);
            statement.setArray(2, patternArray);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    answers.add(new boolean[] {rows.getBoolean(1), rows.getBoolean(2)});
                }
            }
        }
        return answers;
    }
}
