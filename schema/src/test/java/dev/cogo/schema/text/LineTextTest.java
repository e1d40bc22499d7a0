package dev.cogo.schema.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ann",
                "민수",
                "عبد الله",
                "می\u200cخواهم", // Persian writes the joiner
                "क्\u200dष", // so does Hindi
                "Ann \u2764\ufe0f",
                "👩\u200d🚀 Ann",
                "\uD83C\uDFF4\uDB40\uDC67\uDB40\uDC62\uDB40\uDC65\uDB40\uDC6E\uDB40\uDC67\uDB40\uDC7F",
                "葛\uDB40\uDD00城", // a variant of a character, as in Japanese names
                "a\u0301\u0323"
            })
    void isKept(String name) {
        assertThat(LineText.of(name, "name", 100))
                .isEqualTo(java.text.Normalizer.normalize(name, java.text.Normalizer.Form.NFC));
    }

    @Test
    void oneFormIsKept() {
        assertThat(LineText.of(" \u3000Ann\u00a0 \u2009Lee\u2800", "name", 100)).isEqualTo("Ann Lee");
        assertThat(LineText.of("e\u0301", "name", 1)).isEqualTo("\u00e9");
        assertThat(LineText.of(null, "name", 1)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Admin\u202e",
                "\u2067Ann\u2069",
                "Ann\u200e",
                "Ann\u200b",
                "A\u200dnn",
                "Ann\u200d",
                "민\u200c수",
                "Ann\u2060Lee",
                "Ann\ufeff",
                "Ann\u00adLee",
                "Ann\u3164",
                "Ann\u034fLee",
                "Ann\u2028Lee",
                "Ann\nLee",
                "Ann\u0007",
                "Ann\ud800",
                "Ann\uDB40\uDC41"
            })
    void whatHidesOrTurnsIsRefused(String name) {
        assertThat(codeOf(name)).isEqualTo(ErrorCode.INVALID_CONTENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u00a0\u00a0", "\u2800", "\u0301", "\u3164", "\u200b", "\u2060\ufeff"})
    void thereIsSomethingToSee(String name) {
        assertThat(codeOf(name)).isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @ParameterizedTest
    @CsvSource({"😀, 100, true", "😀, 101, false", "e\u0301, 100, true", "가, 100, true", "e\u0301, 101, false"})
    void lengthsAreCodePointsOfTheFormThatIsKept(String character, int times, boolean fits) {
        CogoException refusal =
                catchThrowableOfType(CogoException.class, () -> LineText.of(character.repeat(times), "name", 100));

        assertThat(refusal == null).isEqualTo(fits);
    }

    private static ErrorCode codeOf(String name) {
        return catchThrowableOfType(CogoException.class, () -> LineText.of(name, "name", 100))
                .code();
    }
}
