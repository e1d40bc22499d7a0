package dev.cogo.schema.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "two\nlines\r\n\tindented", "한국어 🗼 עברית", "\u200dzero width", " padded "})
    void textStaysAsItIs(String text) {
        assertThat(Content.check(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nul \0",
                "bell \u0007",
                "escape \u001b[31m",
                "delete \u007f",
                "next line \u0085",
                "\ud83d alone",
                "\udc00 alone"
            })
    void charactersThatCantBeShownOrStoredAreRefused(String text) {
        assertThat(codeOf(() -> Content.check(text))).isEqualTo(ErrorCode.INVALID_CONTENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\n\t",
                "\u200b",
                "\u00a0",
                "\u3164",
                "\u2800",
                "\u2060",
                "\ufeff",
                "\u202e",
                "\u115f\u1160"
            })
    void blankTextIsRefused(String text) {
        assertThat(codeOf(() -> Content.check(text))).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(codeOf(() -> Content.check(null))).isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void theLimitCountsBytesOfUtf8() {
        assertThatCode(() -> Content.check("a".repeat(Content.MAX_BYTES))).doesNotThrowAnyException();
        assertThat(codeOf(() -> Content.check("a".repeat(Content.MAX_BYTES + 1))))
                .isEqualTo(ErrorCode.CONTENT_TOO_LARGE);
        // three bytes each
        assertThatCode(() -> Content.check("한".repeat(Content.MAX_BYTES / 3))).doesNotThrowAnyException();
        assertThat(codeOf(() -> Content.check("한".repeat(Content.MAX_BYTES / 3 + 1))))
                .isEqualTo(ErrorCode.CONTENT_TOO_LARGE);
    }

    @Test
    void directionsThatATextOpensEndWithIt() {
        assertThat(Content.check("pay \u202eexe")).isEqualTo("pay \u202eexe\u202c");
        assertThat(codeOf(() -> Content.check("a" + "\u202e".repeat(Content.MAX_BYTES / 4))))
                .isEqualTo(ErrorCode.CONTENT_TOO_LARGE);
    }

    @Test
    void linesAreMeasuredInCodePoints() {
        assertThatCode(() -> Content.checkLine("😀".repeat(500), "note", 500)).doesNotThrowAnyException();
        assertThat(codeOf(() -> Content.checkLine("😀".repeat(501), "note", 500)))
                .isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(codeOf(() -> Content.checkLine("a\u2028b", "note", 500))).isEqualTo(ErrorCode.INVALID_CONTENT);
        assertThat(codeOf(() -> Content.checkLine("\u3164", "note", 500))).isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void linesHaveNoLineEnds() {
        assertThat(Content.checkLine("a title", "title", 7)).isEqualTo("a title");
        assertThat(Content.checkLine(null, "title", 7)).isNull();
        assertThat(codeOf(() -> Content.checkLine("a\nb", "title", 7))).isEqualTo(ErrorCode.INVALID_CONTENT);
        assertThat(codeOf(() -> Content.checkLine("too long", "title", 7))).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(codeOf(() -> Content.checkLine(" ", "title", 7))).isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void freeJsonMustBeStorable() {
        assertThatCode(() -> Content.checkStorable(Map.of("a", List.of(1, true, "b\u0007")), "metadata"))
                .doesNotThrowAnyException();
        for (Object bad :
                Arrays.<@Nullable Object>asList("\0", Map.of("a\0", 1), List.of(Map.of("a", List.of("\ud83d"))))) {
            assertThat(codeOf(() -> Content.checkStorable(bad, "metadata"))).isEqualTo(ErrorCode.INVALID_CONTENT);
        }
    }

    private static ErrorCode codeOf(Runnable work) {
        return catchThrowableOfType(CogoException.class, work::run).code();
    }
}
