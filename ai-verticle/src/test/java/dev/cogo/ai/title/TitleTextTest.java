package dev.cogo.ai.title;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TitleTextTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            delimiter = ';',
            value = {
                "Lighthouses of Korea;Lighthouses of Korea",
                "|\n  **Lighthouses**\nand more|;Lighthouses",
                "|## \"A trip.\"|;A trip",
                "\u300c\u706f\u53f0\u300d;\u706f\u53f0",
                "|***|;||",
                "| \n |;||"
            })
    void isTheFirstLineWithoutWhatIsAroundIt(String text, String title) {
        assertThat(TitleText.of(text)).isEqualTo(title);
    }

    @ParameterizedTest
    @CsvSource({"79", "80", "81", "5000"})
    void isNotLong(int length) {
        assertThat(TitleText.of("\ud83d\ude00".repeat(length)).codePointCount(0, Math.min(length, 80) * 2))
                .isEqualTo(Math.min(length, 80));
    }
}
