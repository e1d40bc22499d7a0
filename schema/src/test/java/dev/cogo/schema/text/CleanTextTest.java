package dev.cogo.schema.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CleanTextTest {
    @Test
    void aLineIsOneAndClean() {
        assertThat(CleanText.line("line one\nline two", 500)).isEqualTo("line one line two");
        assertThat(CleanText.line(" \t a \u2028\u0007 b \r\n", 500)).isEqualTo("a b");
        assertThat(CleanText.line("\ud800x", 500)).isEqualTo("x");
        assertThat(CleanText.line("\0\u0007", 500)).isEmpty();
    }

    @Test
    void aLongLineIsCut() {
        assertThat(CleanText.line("\ud83d\ude00".repeat(600), 500)).isEqualTo("\ud83d\ude00".repeat(500));
        assertThat(CleanText.line("ab cd", 3)).isEqualTo("ab");
    }

    @Test
    void aLongContentIsCutToWhatAMessageHolds() {
        String cut = CleanText.content("S".repeat(33_000) + "\u0007");
        assertThat(cut).isEqualTo("S".repeat(Content.MAX_BYTES));
        assertThat(Content.check(cut)).isEqualTo(cut);
    }
}
